using Gateway.Storage.Sql;

namespace Gateway.Storage.Rosters;

/// <summary>What rosters say beside their orders, and what people do to the list of a terminal.</summary>
public sealed class RosterFacts(Database database, TimeProvider time)
{
    /// <summary>Terminals of an answer of <see cref="SilentAsync"/>.</summary>
    private const int SilentMost = 200;

    /// <summary>The terminal may have forgotten everybody: see <see cref="RosterHands.ForgetAsync"/>.</summary>
    /// <returns>How many persons were forgotten; null: there is no such device.</returns>
    public Task<int?> ForgetAsync(string sn, CancellationToken cancellation) => database.WriteAsync<int?>(
        async (db, token) =>
        {
            var isThere = (await (await db.CommandAsync("SELECT 1 FROM devices WHERE sn = @sn", token)).With("sn", sn).ToListAsync(static _ => true, token)).Count > 0;
            return isThere ? await RosterHands.ForgetAsync(db, sn, time.GetUtcNow(), token) : null;
        },
        cancellation);

    /// <summary>See <see cref="RosterHands.PushAgainAsync"/>; some hundred persons at a time, so that nobody waits long for the transaction.</summary>
    /// <returns>How many orders are due by it.</returns>
    public Task<int> PushAgainAsync(string site, IReadOnlyCollection<string> users, CancellationToken cancellation) =>
        database.WriteAsync((db, token) => RosterHands.PushAgainAsync(db, site, users, time.GetUtcNow(), token), cancellation);

    /// <summary>Whether any site is managed.</summary>
    public Task<bool> AnyManagedAsync(CancellationToken cancellation) => database.ReadAsync(
        static async (db, token) =>
            (await (await db.CommandAsync("SELECT 1 FROM sites WHERE managed_since IS NOT NULL LIMIT 1", token)).ToListAsync(static _ => true, token)).Count > 0,
        cancellation);

    /// <summary>Those of the pairs whose terminal stands on a managed site and whose person its roster does not have, whatever his dates.</summary>
    public Task<List<(string Sn, string Site, string UserId)>> StrangersAsync(IReadOnlyCollection<(string Sn, string UserId)> seen, CancellationToken cancellation) =>
        database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"""
                    SELECT d.sn, d.site, k.b FROM {db.Pairs()} JOIN devices d ON d.sn = k.a JOIN sites s ON s.code = d.site AND s.managed_since IS NOT NULL
                    WHERE NOT EXISTS (SELECT 1 FROM roster r WHERE r.site = d.site AND r.user_id = k.b)
                    """,
                    token))
                .WithPairs(db, seen).ToListAsync(static row => (row.GetString(0), row.GetString(1), row.GetString(2)), token),
            cancellation);

    /// <summary>
    /// Terminals of managed sites that are online and have had no attendance for <paramref name="quiet"/>, though they had some at that time of yesterday, and though another
    /// terminal of their site has had as much. By the index of a terminal's attendance: two ranges per terminal, and those of its neighbours. One that was told to forget since is
    /// left out.
    /// </summary>
    /// <param name="least">Records from which on it is some.</param>
    public Task<List<(string Sn, string Site)>> SilentAsync(TimeSpan quiet, int least, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    """
                    SELECT d.sn, d.site FROM sites s JOIN devices d ON d.site = s.code JOIN presence p ON p.sn = d.sn
                    WHERE s.managed_since IS NOT NULL AND d.enabled AND d.kind = 'attendance' AND p.online AND COALESCE(d.roster_resynced_at, 0) < @since
                    AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.sn = d.sn AND a.recog_time > @since)
                    AND (SELECT COUNT(*) FROM attendance a WHERE a.sn = d.sn AND a.recog_time > @since - @day AND a.recog_time <= @now - @day) >= @least
                    AND EXISTS (SELECT 1 FROM devices n WHERE n.site = d.site AND n.sn <> d.sn
                        AND (SELECT COUNT(*) FROM attendance a WHERE a.sn = n.sn AND a.recog_time > @since) >= @least)
                    ORDER BY d.sn LIMIT @most
                    """,
                    token))
                .With("since", (now - quiet).ToUnixTimeMilliseconds()).With("now", now.ToUnixTimeMilliseconds()).With("day", (long)TimeSpan.FromDays(1).TotalMilliseconds)
                .With("least", least).With("most", SilentMost).ToListAsync(static row => (row.GetString(0), row.GetString(1)), token),
            cancellation);
    }
}
