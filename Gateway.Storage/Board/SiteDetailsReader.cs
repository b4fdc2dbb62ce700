using System.Data.Common;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Board;

/// <summary>Reads everything of some sites: a handful of statements whatever their number.</summary>
/// <param name="before">Who has waited since before then has waited for long, Unix ms.</param>
internal sealed class SiteDetailsReader(DataConnection db, IReadOnlyCollection<string> codes, long before, CancellationToken cancellation)
{
    /// <summary>What <see cref="Gate"/> reads; with the parameter <c>no</c>.</summary>
    private const string Columns = "d.site, d.sn, d.name, COALESCE(p.online, @no), p.last_seen, p.remote, p.clock_skew_seconds, COALESCE(p.clock_habit, 0)";

    /// <summary>Persons whom a gate has refused.</summary>
    private const string Refused = "SELECT x.site, x.user_id, x.sn, x.since, x.result_code FROM roster_devices x JOIN devices d ON d.sn = x.sn AND d.enabled WHERE ";

    /// <summary>Persons who wait for a gate that is there: for one that is away its silence says it.</summary>
    private const string Waiting = "SELECT x.site, x.user_id, x.sn, x.since, NULL FROM roster_devices x JOIN presence p ON p.sn = x.sn AND p.online WHERE ";

    private readonly object _codes = db.Set(codes);

    private readonly string _refused = Refused + db.In("x.site", "codes") + " AND x.state = 'failed'";

    private readonly string _waiting = Waiting + db.In("x.site", "codes") + " AND x.state IN ('pending', 'sent') AND x.since < @before";

    /// <param name="counted">Those whose persons are counted.</param>
    /// <param name="read">Which gates are read.</param>
    public async Task<IReadOnlyList<SiteDetail>> ReadAsync(
        IReadOnlyCollection<string> counted, Func<SiteDetailsReader, Task<ILookup<string, GateState>>> read, int alarmsMax)
    {
        var found = await (await CommandAsync($"SELECT code FROM sites WHERE {db.In("code", "codes")}")).ToListAsync(static row => row.GetString(0), cancellation);
        var gates = await read(this);
        var persons = (await (await db.CommandAsync($"SELECT r.site, COUNT(*) FROM roster r WHERE {db.In("r.site", "counted")} GROUP BY r.site", cancellation))
            .With("counted", db.Set(counted)).ToListAsync(static row => (Site: row.GetString(0), Count: row.GetInt64(1)), cancellation))
            .ToDictionary(static row => row.Site, static row => (int)row.Count, StringComparer.Ordinal);
        var refused = await AwayAsync(_refused);
        var waiting = await AwayAsync(_waiting);
        var missing = await AwayAsync($"{_refused} UNION ALL {_waiting}");
        var answers = await AnswersAsync();
        var alarms = await AlarmsAsync(alarmsMax);
        return
        [
            .. found.Select(code => new SiteDetail(
                code,
                [.. gates[code]],
                persons.GetValueOrDefault(code),
                refused.TryGetValue(code, out var away) ? away with { ResultCode = answers.GetValueOrDefault(code) } : null,
                waiting.GetValueOrDefault(code),
                missing.GetValueOrDefault(code)?.Persons ?? 0,
                [.. alarms[code]])),
        ];
    }

    /// <summary>All of them.</summary>
    public async Task<ILookup<string, GateState>> GatesAsync(int most) => Lookup(
        await (await CommandAsync(
                $"""
                SELECT {Columns} FROM devices d LEFT JOIN presence p ON p.sn = d.sn WHERE {db.In("d.site", "codes")} AND {BoardReader.Gates}
                ORDER BY d.site, d.sn LIMIT @most
                """))
            .With("no", false).With("most", most).ToListAsync(static row => (row.GetString(0), Gate(row)), cancellation));

    /// <summary>Those that were heard once and are away, found from their presence: they are few. And those online whose clock is wrong, on the sites that have any.</summary>
    public async Task<ILookup<string, GateState>> TroubledAsync(IReadOnlyCollection<string> clocks, int clockSeconds, int most)
    {
        var away = await (await db.CommandAsync(
                $"""
                SELECT {Columns} FROM presence p JOIN devices d ON d.sn = p.sn WHERE p.online = @no AND d.site IS NOT NULL AND {BoardReader.Gates}
                ORDER BY p.last_seen DESC LIMIT @most
                """,
                cancellation))
            .With("no", false).With("most", most).ToListAsync(static row => (row.GetString(0), Gate(row)), cancellation);
        var wrong = clocks.Count == 0 ? [] : await (await db.CommandAsync(
                $"""
                SELECT {Columns} FROM devices d JOIN presence p ON p.sn = d.sn WHERE {db.In("d.site", "clocks")} AND p.online AND {BoardReader.ClockWrong} AND {BoardReader.Gates}
                ORDER BY d.site, d.sn LIMIT @most
                """,
                cancellation))
            .With("clocks", db.Set(clocks)).With("no", false).With("clock", clockSeconds).With("wrong", (int)ClockHabit.Wrong).With("most", most)
            .ToListAsync(static row => (row.GetString(0), Gate(row)), cancellation);
        return Lookup([.. away, .. wrong]);
    }

    private static ILookup<string, GateState> Lookup(IReadOnlyList<(string Site, GateState Gate)> rows) =>
        rows.OrderBy(static row => row.Gate.Label, StringComparer.Ordinal).ToLookup(static row => row.Site, static row => row.Gate, StringComparer.Ordinal);

    private static GateState Gate(DbDataReader row) => new(
        row.GetString(1), row.GetText(2), row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetTime(4), row.GetText(5), row.IsDBNull(6) ? null : row.GetInt32(6),
        row.GetInt32(7) == (int)ClockHabit.Wrong);

    private async Task<Dictionary<string, PersonsAway>> AwayAsync(string rows) =>
        (await (await CommandAsync($"SELECT k.site, COUNT(DISTINCT k.user_id), COUNT(DISTINCT k.sn), MIN(k.since) FROM ({rows}) k GROUP BY k.site")).With("before", before)
            .ToListAsync(static row => (Site: row.GetString(0), Away: new PersonsAway((int)row.GetInt64(1), (int)row.GetInt64(2), row.GetTime(3), null)), cancellation))
        .ToDictionary(static row => row.Site, static row => row.Away, StringComparer.Ordinal);

    /// <summary>What the terminals of each site answered most often.</summary>
    private async Task<Dictionary<string, string>> AnswersAsync() =>
        (await (await CommandAsync($"SELECT k.site, k.result_code, COUNT(*) FROM ({_refused}) k WHERE k.result_code IS NOT NULL GROUP BY k.site, k.result_code"))
            .ToListAsync(static row => (Site: row.GetString(0), Code: row.GetString(1), Count: row.GetInt64(2)), cancellation))
        .GroupBy(static row => row.Site, StringComparer.Ordinal)
        .ToDictionary(static site => site.Key, static site => site.OrderByDescending(static row => row.Count).ThenBy(static row => row.Code, StringComparer.Ordinal).First().Code);

    private async Task<ILookup<string, SiteAlarm>> AlarmsAsync(int most) =>
        (await (await CommandAsync($"SELECT a.site, a.code, a.subject, a.since FROM alarms a WHERE a.ended IS NULL AND {db.In("a.site", "codes")} ORDER BY a.id LIMIT @most"))
            .With("most", most)
            .ToListAsync(static row => (Site: row.GetString(0), Alarm: new SiteAlarm(row.GetString(1), row.GetString(2), row.GetTime(3))), cancellation))
        .ToLookup(static row => row.Site, static row => row.Alarm, StringComparer.Ordinal);

    private async ValueTask<DbCommand> CommandAsync(string sql) => (await db.CommandAsync(sql, cancellation)).With("codes", _codes);
}
