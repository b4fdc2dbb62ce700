using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Commands of all terminals newest first, and those that came to nothing: the second index takes a command only once it has ended so, which is rare. Public because the
/// runner looks
/// only at public types.
/// </summary>
[Migration(345, "Lists of commands")]
public sealed class M0345CommandLists : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Execute.Sql("CREATE INDEX ix_commands_newest ON commands (created_at, id, sn)");
        Execute.Sql("CREATE INDEX ix_commands_undone ON commands (state, created_at, id, sn) WHERE state IN ('failed', 'expired', 'cancelled', 'superseded')");
        Execute.Sql("CREATE INDEX ix_batches_newest ON batches (created_at, id)");
    }
}
