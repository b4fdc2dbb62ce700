using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// What a device is: vendor, model, firmware, each empty where nobody has said it. With defaults, so that a node of an older version can still add devices. And an index for the
/// commands that failed lately. Public because the runner looks only at public types.
/// </summary>
[Migration(260, "Models of devices")]
public sealed class M0260Models : ForwardOnlyMigration
{
    private const int TextLength = 64;

    /// <inheritdoc/>
    public override void Up()
    {
        foreach (var part in new[] { "vendor", "model", "firmware" })
        {
            Alter.Table("devices").AddColumn(part).AsString(TextLength).NotNullable().WithDefaultValue("");

            // As in M0001: cursors need the order of the bytes.
            IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
                .Execute.Sql($"ALTER TABLE devices ALTER COLUMN {part} TYPE varchar({TextLength}) COLLATE \"C\"");
        }

        Create.Index("ix_devices_model").OnTable("devices").OnColumn("vendor").Ascending().OnColumn("model").Ascending().OnColumn("firmware").Ascending();

        // Exactly as the query writes it: else the index does not serve it.
        Execute.Sql("CREATE INDEX ix_commands_failed ON commands (ended_at) WHERE state = 'failed'");
    }
}
