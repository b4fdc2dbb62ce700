using System.Data;
using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>The keys that devices had before, for the diagnosis of what their key of today does not read (D35). Public because the runner looks only at public types.</summary>
[Migration(250, "Former keys of devices")]
public sealed class M0250FormerKeys : ForwardOnlyMigration
{
    private const int SnLength = 16;

    /// <inheritdoc/>
    public override void Up()
    {
        Create.Table("device_former_keys")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey().Identity()
            .WithColumn("sn").AsString(SnLength).NotNullable().ForeignKey("fk_device_former_keys_sn", "devices", "sn").OnDelete(Rule.Cascade)
            .WithColumn("key_protected").AsBinary(int.MaxValue).NotNullable()
            .WithColumn("replaced_at").AsInt64().NotNullable();
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE device_former_keys ALTER COLUMN sn TYPE varchar({SnLength}) COLLATE \"C\"");
        Create.Index("ix_device_former_keys_sn").OnTable("device_former_keys").OnColumn("sn").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_device_former_keys_replaced").OnTable("device_former_keys").OnColumn("replaced_at").Ascending();
    }
}
