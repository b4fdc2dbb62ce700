using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Retention by site: its runs, what each of them has deleted, and the indexes that it finds records of a site by; when a registration's photos were deleted; how large the
/// database was on each day. Public because the runner looks only at public types.
/// </summary>
[Migration(282, "Retention by site")]
public sealed class M0282SiteRetention : ForwardOnlyMigration
{
    private const int SiteLength = 200;
    private const int WordLength = 64;
    private const int DateLength = 10;
    private const int HashLength = 32;

    /// <inheritdoc/>
    public override void Up()
    {
        // is_open is 1 or null, and unique: of all runs one is open.
        Create.Table("retention_runs")
            .WithColumn("number").AsInt64().NotNullable().PrimaryKey().Identity()
            .WithColumn("is_open").AsInt32().Nullable().Unique("ux_retention_runs_open")
            .WithColumn("by_hand").AsBoolean().NotNullable()
            .WithColumn("requested_by").AsString(WordLength).NotNullable()
            .WithColumn("day").AsString(DateLength).NotNullable()
            .WithColumn("requested_at").AsInt64().NotNullable()
            .WithColumn("started_at").AsInt64().Nullable()
            .WithColumn("ended_at").AsInt64().Nullable()
            .WithColumn("reason").AsString(int.MaxValue).Nullable();
        Create.Index("ix_retention_runs_day").OnTable("retention_runs").OnColumn("day").Ascending();

        Create.Table("retention_proofs")
            .WithColumn("number").AsInt64().NotNullable().PrimaryKey().Identity()
            .WithColumn("run").AsInt64().NotNullable()
            .WithColumn("site").AsString(SiteLength).Nullable()
            .WithColumn("rule").AsString(WordLength).NotNullable()
            .WithColumn("began_at").AsInt64().NotNullable()
            .WithColumn("ended_at").AsInt64().Nullable()
            .WithColumn("attendance").AsInt64().NotNullable()
            .WithColumn("attendance_again").AsInt64().NotNullable()
            .WithColumn("registrations").AsInt64().NotNullable()
            .WithColumn("registration_photos").AsInt64().NotNullable()
            .WithColumn("recog_from").AsInt64().Nullable()
            .WithColumn("recog_to").AsInt64().Nullable()
            .WithColumn("received_from").AsInt64().Nullable()
            .WithColumn("received_to").AsInt64().Nullable()
            .WithColumn("sha256").AsBinary(HashLength).Nullable();
        Create.Index("ix_retention_proofs_run").OnTable("retention_proofs").OnColumn("run").Ascending();
        Create.Index("ix_retention_proofs_site").OnTable("retention_proofs").OnColumn("site").Ascending().OnColumn("number").Ascending();
        Execute.Sql("CREATE INDEX ix_retention_proofs_open ON retention_proofs (number) WHERE sha256 IS NULL");

        // What a proof is made of, until it is made.
        Create.Table("retention_ids")
            .WithColumn("proof").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("id").AsGuid().NotNullable().PrimaryKey();

        Create.Table("database_sizes")
            .WithColumn("day").AsString(DateLength).NotNullable().PrimaryKey()
            .WithColumn("bytes").AsInt64().NotNullable();

        Alter.Table("registrations").AddColumn("photos_deleted_at").AsInt64().Nullable();
        Execute.Sql("CREATE INDEX ix_registrations_photos ON registrations (site, received_at, id) WHERE photos_deleted_at IS NULL");
        Create.Index("ix_attendance_again_site").OnTable("attendance_again").OnColumn("site").Ascending().OnColumn("received_at").Ascending().OnColumn("id").Ascending();
    }
}
