using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Which terminal took a device's place, and when; null: none did. Nullable, so that a node of an older version can still add devices. Public because the runner looks only at
/// public types.
/// </summary>
[Migration(289, "Devices that were replaced")]
public sealed class M0289ReplacedDevices : ForwardOnlyMigration
{
    private const int SnLength = 16;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("devices").AddColumn("replaced_by").AsString(SnLength).Nullable();
        Alter.Table("devices").AddColumn("replaced_at").AsInt64().Nullable();
        Execute.Sql("CREATE INDEX ix_devices_replaced ON devices (sn) WHERE replaced_at IS NOT NULL");
    }
}
