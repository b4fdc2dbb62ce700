using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Jobs and their targets: one command to many terminals at a pace. A job is open until <c>ended_at</c>, a target until its state is final. Public because the runner looks only at
/// public types.
/// </summary>
[Migration(290, "Jobs")]
public sealed class M0290Jobs : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int IdLength = 64;
    private const int UserIdLength = 64;
    private const int RefLength = 43;
    private const int WordLength = 32;
    private const int HashLength = 64;
    private const int TimeLength = 5;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("jobs")
            .WithColumn("id").AsString(IdLength).NotNullable().PrimaryKey()
            .WithColumn("request_hash").AsString(HashLength).NotNullable()
            .WithColumn("command_id").AsString(IdLength).NotNullable()
            .WithColumn("type").AsString(WordLength).NotNullable()
            .WithColumn("user_id").AsString(UserIdLength).Nullable()
            .WithColumn("person_ref").AsString(RefLength).Nullable()
            .WithColumn("person_bytes").AsInt32().NotNullable()
            .WithColumn("content_hash").AsString(HashLength).NotNullable()
            .WithColumn("life").AsInt64().NotNullable()
            .WithColumn("targets").AsInt32().NotNullable()
            .WithColumn("canary").AsInt32().NotNullable()
            .WithColumn("canary_minutes").AsInt32().Nullable()
            .WithColumn("per_minute").AsInt32().Nullable()
            .WithColumn("factor").AsDouble().NotNullable()
            .WithColumn("window_from").AsString(TimeLength).Nullable()
            .WithColumn("window_to").AsString(TimeLength).Nullable()
            .WithColumn("failed_percent").AsInt32().Nullable()
            .WithColumn("failed_after").AsInt32().Nullable()
            .WithColumn("expires_at").AsInt64().Nullable()
            .WithColumn("retry_of").AsString(IdLength).Nullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("state").AsString(WordLength).NotNullable()
            .WithColumn("reason").AsString(WordLength).Nullable()
            .WithColumn("handed_out").AsInt32().NotNullable()
            .WithColumn("canary_passed").AsBoolean().NotNullable()
            .WithColumn("canary_until").AsInt64().Nullable()
            .WithColumn("minute_at").AsInt64().Nullable()
            .WithColumn("minute_pace").AsDouble().NotNullable()
            .WithColumn("minute_used").AsInt32().NotNullable()
            .WithColumn("started_at").AsInt64().Nullable()
            .WithColumn("ended_at").AsInt64().Nullable();
        Create.Index("ix_jobs_created").OnTable("jobs").OnColumn("created_at").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_jobs_state").OnTable("jobs").OnColumn("state").Ascending().OnColumn("created_at").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_jobs_ended").OnTable("jobs").OnColumn("ended_at").Ascending();
        Execute.Sql("CREATE INDEX ix_jobs_person ON jobs (person_ref) WHERE person_ref IS NOT NULL");

        Create.Table("job_targets")
            .WithColumn("job_id").AsString(IdLength).NotNullable().PrimaryKey()
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey()
            .WithColumn("position").AsInt32().NotNullable()
            .WithColumn("state").AsString(WordLength).NotNullable()
            .WithColumn("code").AsString(WordLength).Nullable()
            .WithColumn("ordered_at").AsInt64().Nullable();
        Create.Index("ix_job_targets_state").OnTable("job_targets")
            .OnColumn("job_id").Ascending().OnColumn("state").Ascending().OnColumn("position").Ascending();
    }
}
