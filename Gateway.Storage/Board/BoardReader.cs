using System.Data.Common;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Board;

/// <summary>
/// What the morning board knows of sites: counts of all of them in a few statements over the whole tables of sites and terminals, none over persons; and everything of those few
/// that want a closer look, by indexes that begin with the site.
/// </summary>
/// <remarks>A site without a gate stands there too. Terminals that are disabled, or that enrol, are no gates.</remarks>
public sealed class BoardReader(Database database, TimeProvider time)
{
    /// <summary>Sites that are read: many times what a city has.</summary>
    public const int SitesMax = 20_000;

    /// <summary>Gates of one answer of <see cref="DetailsAsync"/>, all sites together.</summary>
    public const int GatesMax = 20_000;

    /// <summary>Open alarms of one answer of <see cref="DetailsAsync"/>.</summary>
    private const int AlarmsMax = 5_000;

    /// <summary>Who has waited so long for a gate that is online does not come by himself: a roster of 300 goes to a slow gate within an hour.</summary>
    public static readonly TimeSpan WaitsLong = TimeSpan.FromHours(2);

    /// <summary>Late records are counted so far.</summary>
    public const int LateMax = 10_000;

    /// <summary>A record that comes so long after it was made was kept by its terminal meanwhile.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(1);

    /// <summary>Of a device <c>d</c>.</summary>
    internal const string Gates = "d.enabled AND d.kind = 'attendance'";

    /// <summary>With the parameters <c>clock</c> and <c>wrong</c>.</summary>
    internal const string ClockWrong = "(p.clock_skew_seconds > @clock OR p.clock_skew_seconds < -@clock OR COALESCE(p.clock_habit, 0) = @wrong)";

    /// <summary>Every site by code, and how many gates stand on none.</summary>
    /// <param name="clockSeconds">A clock that is off by more is wrong.</param>
    public Task<BoardStandings> StandingsAsync(int clockSeconds, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var gates = (await (await db.CommandAsync(
                    $"""
                    SELECT COALESCE(d.site, ''), COUNT(*), SUM(CASE WHEN p.online THEN 1 ELSE 0 END), SUM(CASE WHEN p.sn IS NULL THEN 1 ELSE 0 END),
                    SUM(CASE WHEN p.online AND {ClockWrong} THEN 1 ELSE 0 END)
                    FROM devices d LEFT JOIN presence p ON p.sn = d.sn WHERE {Gates} GROUP BY COALESCE(d.site, '')
                    """,
                    token))
                .With("clock", clockSeconds).With("wrong", (int)ClockHabit.Wrong)
                .ToListAsync(row => (Site: row.GetString(0), Counts: (All: Count(row, 1), Online: Count(row, 2), Never: Count(row, 3), Wrong: Count(row, 4))), token))
                .ToDictionary(static row => row.Site, static row => row.Counts, StringComparer.Ordinal);
            var alarms = (await (await db.CommandAsync("SELECT site, COUNT(*) FROM alarms WHERE ended IS NULL AND site IS NOT NULL GROUP BY site", token))
                .ToListAsync(static row => (Site: row.GetString(0), Count: Count(row, 1)), token))
                .ToDictionary(static row => row.Site, static row => row.Count, StringComparer.Ordinal);
            var sites = await (await db.CommandAsync(
                    """
                    SELECT s.code, s.name, s.region, s.status, s.hours,
                    CASE WHEN EXISTS (SELECT 1 FROM roster_devices x WHERE x.site = s.code AND x.state = 'failed') THEN 1 ELSE 0 END,
                    CASE WHEN EXISTS (SELECT 1 FROM roster_devices x WHERE x.site = s.code AND x.state IN ('pending', 'sent') AND x.since < @before) THEN 1 ELSE 0 END
                    FROM sites s ORDER BY s.code LIMIT @most
                    """,
                    token))
                .With("before", Before()).With("most", SitesMax)
                .ToListAsync(
                    row =>
                    {
                        var code = row.GetString(0);
                        var (all, online, never, wrong) = gates.GetValueOrDefault(code);
                        return new SiteStanding(
                            code, row.GetText(1), row.GetText(2), SiteText.ToStatus(row.GetString(3)) ?? throw StoredText.Unknown("status of sites"), row.GetText(4),
                            all, online, never, wrong, Count(row, 5) > 0, Count(row, 6) > 0, alarms.GetValueOrDefault(code));
                    },
                    token);
            return new BoardStandings(sites, gates.Values.Sum(static site => site.All), gates.Values.Sum(static site => site.Online));
        },
        cancellation);

    /// <summary>Everything of these sites, those that there are; any order.</summary>
    public Task<IReadOnlyList<SiteDetail>> DetailsAsync(IReadOnlyCollection<string> codes, CancellationToken cancellation) =>
        ReadAsync(codes, codes, static reader => reader.GatesAsync(GatesMax), cancellation);

    /// <summary>The same of many sites, but only with gates that were heard once and are away, and those whose clock is wrong.</summary>
    /// <param name="counted">Those whose persons are counted; for the others there are none.</param>
    /// <param name="clocks">Those that have a wrong clock.</param>
    /// <param name="clockSeconds">A clock that is off by more is wrong.</param>
    public Task<IReadOnlyList<SiteDetail>> TroubleAsync(
        IReadOnlyCollection<string> codes, IReadOnlyCollection<string> counted, IReadOnlyCollection<string> clocks, int clockSeconds, CancellationToken cancellation) =>
        ReadAsync(codes, counted, reader => reader.TroubledAsync(clocks, clockSeconds, GatesMax), cancellation);

    private Task<IReadOnlyList<SiteDetail>> ReadAsync(
        IReadOnlyCollection<string> codes, IReadOnlyCollection<string> counted, Func<SiteDetailsReader, Task<ILookup<string, GateState>>> gates, CancellationToken cancellation) =>
        codes.Count == 0
            ? Task.FromResult<IReadOnlyList<SiteDetail>>([])
            : database.ReadAsync<IReadOnlyList<SiteDetail>>((db, token) => new SiteDetailsReader(db, codes, Before(), token).ReadAsync(counted, gates, AlarmsMax), cancellation);

    /// <summary>What is over since then, the latest first.</summary>
    /// <param name="alarms">Codes of the alarms that count.</param>
    public Task<List<RecoveredSite>> RecoveredAsync(IReadOnlyCollection<string> alarms, DateTimeOffset since, int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                $"""
                SELECT a.site, s.name, a.code, a.subject, (SELECT COALESCE(d.name, d.sn) FROM devices d WHERE d.sn = a.subject), a.since, a.ended,
                (SELECT COUNT(*) FROM (SELECT 1 FROM attendance t WHERE t.site = a.site AND t.recog_time >= a.since AND t.recog_time < a.ended
                    AND t.received_at - t.recog_time > @late LIMIT @lateMax) k)
                FROM alarms a JOIN sites s ON s.code = a.site WHERE a.ended >= @since AND {db.In("a.code", "alarms")} ORDER BY a.ended DESC, a.id DESC LIMIT @most
                """,
                token))
            .With("late", (long)LateAfter.TotalMilliseconds).With("lateMax", LateMax).With("since", since.ToUnixTimeMilliseconds())
            .With("alarms", db.Set(alarms)).With("most", most)
            .ToListAsync(
                static row => new RecoveredSite(
                    row.GetString(0), row.GetText(1), row.GetString(2), row.GetString(3), row.GetText(4), row.GetTime(5), row.GetTime(6), Count(row, 7)),
                token),
        cancellation);

    private long Before() => (time.GetUtcNow() - WaitsLong).ToUnixTimeMilliseconds();

    private static int Count(DbDataReader row, int column) => (int)row.GetInt64(column);
}
