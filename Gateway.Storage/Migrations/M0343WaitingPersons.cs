using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// By which the morning board finds persons who wait for a terminal, and the search finds a person without knowing his site. Behind the tables of rosters.
/// Public because the runner looks only at public types.
/// </summary>
[Migration(343, "Waiting persons")]
public sealed class M0343WaitingPersons : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        // Only those who wait: a first push of a city has millions of rows, and the board asks every ten seconds.
        Execute.Sql("CREATE INDEX ix_roster_devices_waiting ON roster_devices (site, since) WHERE state IN ('pending', 'sent')");
        Create.Index("ix_roster_user").OnTable("roster").OnColumn("user_id").Ascending().OnColumn("site").Ascending();
    }
}
