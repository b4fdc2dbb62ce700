using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Of which roster a command is; null: somebody asked for it. Nullable, so that a node of an older version can still write commands. Public because the runner looks only at public
/// types.
/// </summary>
[Migration(288, "Commands of rosters")]
public sealed class M0288RosterCommands : ForwardOnlyMigration
{
    private const int SiteLength = 128;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("commands").AddColumn("roster_site").AsString(SiteLength).Nullable();
        Alter.Table("commands").AddColumn("roster_version").AsInt64().Nullable();
    }
}
