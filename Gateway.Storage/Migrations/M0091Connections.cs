using System.Data;
using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>The last connections of each terminal, as a ring of slots: bounded without anything that deletes. Public because the runner looks only at public types.</summary>
[Migration(91, "Connection history")]
public sealed class M0091Connections : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int KindLength = 16;
    private const int ReasonLength = 64;
    private const int AddressLength = 128;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("presence").AddColumn("changes").AsInt64().NotNullable().WithDefaultValue(0);
        Create.Table("connections")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey().ForeignKey("fk_connections_sn", "devices", "sn").OnDelete(Rule.Cascade)
            .WithColumn("slot").AsInt32().NotNullable().PrimaryKey()
            .WithColumn("number").AsInt64().NotNullable()
            .WithColumn("at").AsInt64().NotNullable()
            .WithColumn("online").AsBoolean().NotNullable()
            .WithColumn("transport").AsString(KindLength).NotNullable()
            .WithColumn("remote").AsString(AddressLength).NotNullable()
            .WithColumn("node").AsString(AddressLength).NotNullable()
            .WithColumn("reason").AsString(ReasonLength).Nullable();

        // As in M0001: SNs are compared by their bytes.
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE connections ALTER COLUMN sn TYPE varchar({SnLength}) COLLATE \"C\"");
    }
}
