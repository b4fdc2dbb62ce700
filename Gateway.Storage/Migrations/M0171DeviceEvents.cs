using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>Ids of the device events of the last day, so that none is written to the outbox twice. Public because the runner looks only at public types.</summary>
[Migration(171, "Device events")]
public sealed class M0171DeviceEvents : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up() => Create.Table("device_events")
        .WithColumn("id").AsGuid().NotNullable().PrimaryKey()
        .WithColumn("at").AsInt64().NotNullable().Indexed("ix_device_events_at");
}
