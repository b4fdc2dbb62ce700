using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>
/// What became of commands about persons, as rows of <c>roster_devices</c>: in the transaction of the projection, so exactly once. Elsewhere than on managed sites only what was
/// ordered for a roster is followed to its end.
/// </summary>
internal static class RosterReports
{
    /// <param name="reports">Commands as they are now, of any kind, each once.</param>
    /// <returns>Whether terminals were marked.</returns>
    public static async Task<bool> ApplyAsync(DataConnection db, IReadOnlyList<RosterReport> reports, CancellationToken cancellation)
    {
        var about = reports.Where(static report => report.Command.UserId is not null).ToList();
        if (about.Count == 0) return false;
        var terminals = await TerminalsAsync(db, about, cancellation);
        about.RemoveAll(report => !terminals.ContainsKey(report.Sn));
        if (about.Count == 0) return false;

        // Marked before the rows are locked: in the order in which a round goes about it.
        var ended = about.Where(static report => report.HasEnded).Select(static report => report.Sn).ToHashSet(StringComparer.Ordinal);
        await RosterWork.MarkReportedAsync(db, ended, cancellation);
        var known = await RowsAsync(db, about, cancellation);
        var rows = new Dictionary<(string, string), RosterDevice?>(known.Select(static row => KeyValuePair.Create((row.Sn, row.UserId), (RosterDevice?)row)));
        var owners = await OwnersAsync(db, [.. about.Where(report => report.IsPushByHand && !rows.ContainsKey((report.Sn, report.Command.UserId!)))], cancellation);
        foreach (var report in about.OrderBy(static report => report.At))
        {
            var key = (report.Sn, report.Command.UserId!);
            var row = rows.GetValueOrDefault(key);
            if (row is null && report.IsPushByHand && owners.TryGetValue(key, out var owner)) row = new RosterDevice(report.Sn, key.Item2) { Site = owner, Since = report.At };
            var terminal = terminals[report.Sn];
            if (row is not null || terminal.IsManaged || report.Command.Roster is not null) rows[key] = report.Apply(row, terminal.ResyncedAt);
        }

        await WriteAsync(db, known, rows, cancellation);
        return ended.Count > 0;
    }

    /// <summary>Those of the terminals that stand on a managed site, or have persons of a roster.</summary>
    private static async Task<Dictionary<string, (bool IsManaged, long ResyncedAt)>> TerminalsAsync(
        DataConnection db, List<RosterReport> reports, CancellationToken cancellation) =>
        (await (await db.CommandAsync(
                $"""
                SELECT d.sn, s.code, COALESCE(d.roster_resynced_at, 0) FROM devices d LEFT JOIN sites s ON s.code = d.site AND s.managed_since IS NOT NULL
                WHERE {db.In("d.sn", "sns")} AND (s.code IS NOT NULL OR EXISTS (SELECT 1 FROM roster_devices x WHERE x.sn = d.sn))
                """,
                cancellation))
            .With("sns", db.Set(reports.Select(static report => report.Sn).ToHashSet(StringComparer.Ordinal)))
            .ToListAsync(row => (Sn: row.GetString(0), Is: (!row.IsDBNull(1), row.GetInt64(2))), cancellation))
        .ToDictionary(found => found.Sn, found => found.Is, StringComparer.Ordinal);

    /// <summary>
    /// Whom a roster wants there already, though it has ordered nothing yet: he belongs to it, whoever pushes him first. Those with dates become its own when they are ordered.
    /// </summary>
    private static async Task<Dictionary<(string, string), string>> OwnersAsync(DataConnection db, List<RosterReport> reports, CancellationToken cancellation) =>
        reports.Count == 0 ? [] : (await (await db.CommandAsync(
                $"""
                SELECT k.a, k.b, r.site FROM {db.Pairs()} JOIN devices d ON d.sn = k.a JOIN roster r ON r.site = d.site AND r.user_id = k.b
                WHERE r.valid_from IS NULL AND r.valid_until IS NULL AND {RosterSql.IsWanted}
                """,
                cancellation))
            .WithPairs(db, reports.Select(static report => (report.Sn, report.Command.UserId!)).ToHashSet())
            .ToListAsync(row => (Key: (row.GetString(0), row.GetString(1)), Site: row.GetString(2)), cancellation)).ToDictionary(found => found.Key, found => found.Site);

    private static async Task<List<RosterDevice>> RowsAsync(DataConnection db, List<RosterReport> reports, CancellationToken cancellation) =>
        await (await db.CommandAsync(
                $"SELECT {RosterDevice.Columns} FROM {db.Pairs()} JOIN roster_devices x ON x.sn = k.a AND x.user_id = k.b ORDER BY x.sn, x.user_id{Lock(db)}", cancellation))
            .WithPairs(db, reports.Select(static report => (report.Sn, report.Command.UserId!)).ToHashSet()).ToListAsync(RosterDevice.Read, cancellation);

    private static string Lock(DataConnection db) => db.IsSqlite() ? "" : " FOR NO KEY UPDATE OF x";

    private static async Task WriteAsync(
        DataConnection db, List<RosterDevice> known, Dictionary<(string, string), RosterDevice?> rows, CancellationToken cancellation)
    {
        var changed = known.Select(before => (Before: before, After: rows[(before.Sn, before.UserId)])).Where(static row => row.Before != row.After).ToList();
        await RosterDevice.Upsert.RunAsync(db, [.. changed.Select(static row => row.After).OfType<RosterDevice>()], null, cancellation);
        List<(string, string)> gone = [.. changed.Where(static row => row.After is null).Select(static row => (row.Before.Sn, row.Before.UserId))];
        if (gone.Count > 0)
        {
            await (await db.CommandAsync($"DELETE FROM roster_devices WHERE (sn, user_id) IN (SELECT k.a, k.b FROM {db.Pairs()})", cancellation))
                .WithPairs(db, gone).ExecuteAsync(cancellation);
        }

        // One that a round has ordered meanwhile stays as that wrote it.
        var there = known.Select(static row => (row.Sn, row.UserId)).ToHashSet();
        await RosterDevice.Insert.RunAsync(db, [.. rows.Where(row => !there.Contains(row.Key)).Select(static row => row.Value).OfType<RosterDevice>()], null, cancellation);
    }
}
