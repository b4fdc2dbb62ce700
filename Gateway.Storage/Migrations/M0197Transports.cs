using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// By which doors a device is served, null = both, and whether its FeedBack must come from where its pull came from. Nullable, so that a node of an older version can still add
/// devices. Public because the runner looks only at public types.
/// </summary>
[Migration(197, "Transports of devices")]
public sealed class M0197Transports : ForwardOnlyMigration
{
    private const int TransportsLength = 16;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("devices").AddColumn("transports").AsString(TransportsLength).Nullable();
        Alter.Table("devices").AddColumn("feedback_from_pull").AsBoolean().Nullable();
    }
}
