using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// At which site an alarm is: the terminal's when it was raised, or the site itself. Null: none, or raised by a node of an older version. Public because the runner looks only at
/// public types.
/// </summary>
[Migration(281, "Sites of alarms")]
public sealed class M0281SitesOfAlarms : ForwardOnlyMigration
{
    /// <summary>As wide as the sites' codes.</summary>
    private const int SiteLength = 200;

    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("alarms").AddColumn("site").AsString(SiteLength).Nullable();

        // As the sites' codes: what is compared with each other must agree.
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE alarms ALTER COLUMN site TYPE varchar({SiteLength}) COLLATE \"C\"");
        Execute.Sql(
            "UPDATE alarms SET site = CASE WHEN code = 'site-silent' THEN subject ELSE (SELECT d.site FROM devices d WHERE d.sn = alarms.subject) END");
        Create.Index("ix_alarms_site").OnTable("alarms").OnColumn("site").Ascending().OnColumn("id").Ascending();
        Execute.Sql("CREATE INDEX ix_alarms_site_open ON alarms (site) WHERE ended IS NULL");
    }
}
