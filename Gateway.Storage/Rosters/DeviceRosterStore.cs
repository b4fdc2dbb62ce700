using Gateway.Storage.Sites;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Rosters;

/// <summary>A terminal's list (<see cref="RosterLists.ListDeviceAsync"/>) in numbers.</summary>
public sealed class DeviceRosterStore(Database database)
{
    /// <summary>Persons of a terminal by state; states without one are left out.</summary>
    /// <param name="today">Where the terminal is.</param>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(string sn, DateOnly today, CancellationToken cancellation)
    {
        var counts = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"""
                    SELECT k.state, COUNT(*) FROM (SELECT {RosterSql.State} AS state FROM roster_devices x
                        LEFT JOIN devices d ON d.sn = x.sn LEFT JOIN roster r ON r.site = d.site AND r.user_id = x.user_id WHERE x.sn = @sn) k GROUP BY k.state
                    UNION ALL
                    SELECT 'pending', COUNT(*) FROM devices d JOIN roster r ON r.site = d.site WHERE d.sn = @sn AND {RosterSql.IsWanted} AND {RosterSql.IsValid}
                    AND NOT EXISTS (SELECT 1 FROM roster_devices x WHERE x.sn = d.sn AND x.user_id = r.user_id)
                    """,
                    token))
                .With("sn", sn).With("today", SiteText.Of(today)).ToListAsync(static row => (State: row.GetString(0), Count: (int)row.GetInt64(1)), token),
            cancellation);
        return counts.GroupBy(static count => count.State, StringComparer.Ordinal)
            .Select(static same => (State: same.Key, Count: same.Sum(static count => count.Count))).Where(static count => count.Count > 0)
            .ToDictionary(static count => count.State, static count => count.Count, StringComparer.Ordinal);
    }
}
