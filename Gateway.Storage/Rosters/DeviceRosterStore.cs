using Gateway.Storage.Sites;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Rosters;

/// <summary>What belongs to a terminal's list (<see cref="RosterLists.ListDeviceAsync"/>): how many are in which state, and who they are.</summary>
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

    /// <summary>References of those of the persons whom the roster of the terminal's site has, by <c>user_id</c>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PersonsAsync(string sn, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        if (userIds.Count == 0) return new Dictionary<string, string>();
        var found = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"SELECT r.user_id, r.person_ref FROM devices d JOIN roster r ON r.site = d.site WHERE d.sn = @sn AND {db.In("r.user_id", "users")}", token))
                .With("sn", sn).With("users", db.Set(userIds)).ToListAsync(static row => (UserId: row.GetString(0), PersonRef: row.GetString(1)), token),
            cancellation);
        return found.ToDictionary(static person => person.UserId, static person => person.PersonRef, StringComparer.Ordinal);
    }
}
