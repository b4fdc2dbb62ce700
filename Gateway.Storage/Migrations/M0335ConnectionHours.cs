using System.Data;
using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What the ring of connections lets go, by hour: eight days of each terminal, again as a ring, and only of those whose hundred changes do not reach so far. Public because the
/// runner looks only at public types.
/// </summary>
[Migration(335, "Hours of connections")]
public sealed class M0335ConnectionHours : ForwardOnlyMigration
{
    private const int SnLength = 16;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("connection_hours")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey().ForeignKey("fk_connection_hours_sn", "devices", "sn").OnDelete(Rule.Cascade)
            .WithColumn("slot").AsInt32().NotNullable().PrimaryKey()
            .WithColumn("hour").AsInt64().NotNullable()
            .WithColumn("began").AsBoolean().NotNullable()
            .WithColumn("online_ms").AsInt64().NotNullable()
            .WithColumn("changes").AsInt32().NotNullable()
            .WithColumn("last_at").AsInt64().NotNullable()
            .WithColumn("online").AsBoolean().NotNullable();

        // As in M0001: SNs are compared by their bytes.
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE connection_hours ALTER COLUMN sn TYPE varchar({SnLength}) COLLATE \"C\"");
    }
}
