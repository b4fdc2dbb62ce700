using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>When a node has last ended itself to be started again, so that not all of them do at once. Public because the runner looks only at public types.</summary>
[Migration(170, "Node ends")]
public sealed class M0170NodeEnds : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up() => Alter.Table("store").AddColumn("node_ended_at").AsInt64().Nullable();
}
