using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>
/// Clock-ins by site and quarter of an hour, and who clocked in where on the last days (docs/decisions/0135). <c>day</c> counts days from the year 1, <c>slot</c> quarters of an
/// hour, both in <c>Gateway:TimeZone</c>; the site <c>''</c> is everybody. Public because the runner looks only at public types.
/// </summary>
[Migration(333, "Clock-ins")]
public sealed class M0333ClockIns : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up()
    {
        IfDatabase(ProcessorIdConstants.SQLite).Execute.Sql(Tables("TEXT", "TEXT", " WITHOUT ROWID"));
        IfDatabase(static name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql(Tables("varchar(200) COLLATE \"C\"", "varchar(128)", " WITH (fillfactor = 70)"));
    }

    /// <param name="also">On SQLite no second tree for the rows; on PostgreSQL room for updates on the same page.</param>
    private static string Tables(string site, string user, string also) =>
        $"""
        CREATE TABLE clock_ins (day integer NOT NULL, site {site} NOT NULL, slot integer NOT NULL, records integer NOT NULL, persons integer NOT NULL,
            PRIMARY KEY (day, site, slot)){also};
        CREATE TABLE clocked_in (day integer NOT NULL, site {site} NOT NULL, user_id {user} NOT NULL, slot integer NOT NULL, PRIMARY KEY (day, site, user_id)){also};
        """;
}
