using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What retention is measured by, begun with the latest heartbeat and item of the feed; and indexes by age, so that it reads no whole table. Public because the runner
/// looks only at public types.
/// </summary>
[Migration(161, "Retention by a clock that is believed")]
public sealed class M0161Retention : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("retention_clock")
            .WithColumn("singleton").AsInt32().NotNullable().PrimaryKey()
            .WithColumn("ran_at").AsInt64().Nullable()
            .WithColumn("doubted_since").AsInt64().Nullable();
        Execute.Sql(
            """
            INSERT INTO retention_clock (singleton, ran_at) SELECT 1, max(seen) FROM (
                SELECT max(last_seen) AS seen FROM presence UNION ALL SELECT at AS seen FROM feed WHERE seq = (SELECT max(seq) FROM feed)) AS latest
            """);
        Execute.Sql("CREATE INDEX ix_commands_ended ON commands (ended_at) WHERE ended_at IS NOT NULL");
        Create.Index("ix_quarantine_last").OnTable("quarantine").OnColumn("last_at").Ascending();
        Create.Index("ix_batches_created").OnTable("batches").OnColumn("created_at").Ascending();
    }
}
