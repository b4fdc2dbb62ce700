using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>SNs that were decommissioned and are refused, not unknown, for a while (D39). Public because the runner looks only at public types.</summary>
[Migration(242, "Decommissioned devices")]
public sealed class M0242Decommissioned : ForwardOnlyMigration
{
    private const int SnLength = 16;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("decommissioned")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey()
            .WithColumn("at").AsInt64().NotNullable();
        Create.Index("ix_decommissioned_at").OnTable("decommissioned").OnColumn("at").Ascending();

        // As in M0001: SNs agree in their order.
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE decommissioned ALTER COLUMN sn TYPE varchar({SnLength}) COLLATE \"C\"");
    }
}
