using System.Data.Common;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Board;

/// <summary>Reads everything of some sites: a handful of statements whatever their number.</summary>
/// <param name="before">Who has waited since before then has waited for long, Unix ms.</param>
internal sealed class SiteDetailsReader(DataConnection db, IReadOnlyCollection<string> codes, long before, CancellationToken cancellation)
{
    /// <summary>Persons whom a gate has refused.</summary>
    private const string Refused = "SELECT x.site, x.user_id, x.sn, x.since, x.result_code FROM roster_devices x JOIN devices d ON d.sn = x.sn AND d.enabled WHERE ";

    /// <summary>Persons who wait for a gate that is there: for one that is away its silence says it.</summary>
    private const string Waiting = "SELECT x.site, x.user_id, x.sn, x.since, NULL FROM roster_devices x JOIN presence p ON p.sn = x.sn AND p.online WHERE ";

    private readonly object _codes = db.Set(codes);

    private readonly string _refused = Refused + db.In("x.site", "codes") + " AND x.state = 'failed'";

    private readonly string _waiting = Waiting + db.In("x.site", "codes") + " AND x.state IN ('pending', 'sent') AND x.since < @before";

    public async Task<IReadOnlyList<SiteDetail>> ReadAsync(int gatesMax, int alarmsMax)
    {
        var found = await (await CommandAsync($"SELECT code FROM sites WHERE {db.In("code", "codes")}")).ToListAsync(static row => row.GetString(0), cancellation);
        var gates = await GatesAsync(gatesMax);
        var persons = (await (await CommandAsync($"SELECT r.site, COUNT(*) FROM roster r WHERE {db.In("r.site", "codes")} GROUP BY r.site"))
            .ToListAsync(static row => (Site: row.GetString(0), Count: row.GetInt64(1)), cancellation)).ToDictionary(static row => row.Site, static row => (int)row.Count);
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

    private async Task<ILookup<string, GateState>> GatesAsync(int most) =>
        (await (await CommandAsync(
                $"""
                SELECT d.site, d.sn, d.name, COALESCE(p.online, @no), p.last_seen, p.remote, p.clock_skew_seconds, COALESCE(p.clock_habit, 0)
                FROM devices d LEFT JOIN presence p ON p.sn = d.sn WHERE {db.In("d.site", "codes")} AND d.enabled AND d.kind = 'attendance'
                ORDER BY d.site, d.sn LIMIT @most
                """))
            .With("no", false).With("most", most)
            .ToListAsync(static row => (Site: row.GetString(0), Gate: Gate(row)), cancellation))
        .OrderBy(static row => row.Gate.Label, StringComparer.Ordinal).ToLookup(static row => row.Site, static row => row.Gate, StringComparer.Ordinal);

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
