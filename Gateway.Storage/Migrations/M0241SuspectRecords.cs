using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Attendance by dead clocks (D36, docs/decisions/0096): records with the key of one in <c>attendance</c> that are new all the same, and when each such key
/// last came. Public because the runner looks only at public types.
/// </summary>
[Migration(241, "Suspect records")]
public sealed class M0241SuspectRecords : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int KindLength = 16;
    private const int NameLength = 200;
    private const int UserIdLength = 128;
    private const int TimeTextLength = 64;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("attendance_again")
            .WithColumn("id").AsGuid().NotNullable().PrimaryKey()
            .WithColumn("sn").AsString(SnLength).NotNullable()
            .WithColumn("user_id").AsString(UserIdLength).NotNullable()
            .WithColumn("recog_time").AsInt64().NotNullable()
            .WithColumn("recog_time_text").AsString(TimeTextLength).NotNullable()
            .WithColumn("received_at").AsInt64().NotNullable()
            .WithColumn("transport").AsString(KindLength).NotNullable()
            .WithColumn("site").AsString(NameLength).Nullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable()
            .WithColumn("extra_protected").AsBinary(int.MaxValue).Nullable();
        Create.Index("ux_attendance_again_record").OnTable("attendance_again").OnColumn("sn").Ascending().OnColumn("user_id").Ascending()
            .OnColumn("recog_time").Ascending().OnColumn("received_at").Ascending().WithOptions().Unique();
        Create.Index("ix_attendance_again_recog_time").OnTable("attendance_again").OnColumn("recog_time").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_attendance_again_received_at").OnTable("attendance_again").OnColumn("received_at").Ascending();

        Create.Table("suspect_repeats")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey()
            .WithColumn("user_id").AsString(UserIdLength).NotNullable().PrimaryKey()
            .WithColumn("recog_time").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("last_receipt").AsInt64().NotNullable();
        Create.Index("ix_suspect_repeats_last_receipt").OnTable("suspect_repeats").OnColumn("last_receipt").Ascending();

        // As in M0001: what is compared with each other must agree in its order.
        foreach (var table in (string[])["attendance_again", "suspect_repeats"])
        {
            IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
                .Execute.Sql($"ALTER TABLE {table} ALTER COLUMN sn TYPE varchar({SnLength}) COLLATE \"C\"");
        }
    }
}
