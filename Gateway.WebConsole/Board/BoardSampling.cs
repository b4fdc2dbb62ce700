using Gateway.Actors.Jobs;
using Gateway.Actors.Time;
using Gateway.Platform.Alarms;
using Gateway.Platform.Sites;
using Gateway.Storage.Alarms;
using Gateway.Storage.Board;
using Gateway.Storage.Counts;
using Gateway.Storage.Jobs;
using Gateway.Storage.Sites;
using Gateway.WebConsole.Verdicts;

namespace Gateway.WebConsole.Board;

/// <summary>
/// Finds out what the board shows. Counts of all sites first; a closer look only at those whose counts say so; names, gates and curves of the few that are shown.
/// </summary>
internal sealed class BoardSampling(
    BoardReader board, SiteEvidenceReader evidence, ClockInReader clockIns, AlarmStore alarms, JobStore jobs, GatewayZone zone, TimeProvider time)
{
    /// <summary>Sites that are looked at closer, the worst by their counts; the others have a sentence by their counts alone.</summary>
    public const int CloserMax = 2_000;

    /// <summary>Regions that are shown; the smaller ones are left out.</summary>
    private const int RegionsMax = 12;

    private const int RecoveredMax = 5;

    /// <summary>Open jobs are counted so far.</summary>
    private const int JobsCounted = 100;

    private const int SlotMinutes = 15;
    private const int LastSlot = 95;

    /// <summary>Small curves begin at four o'clock.</summary>
    private const int FirstSlot = 16;
    private const int NoonSlot = 48;

    /// <summary>Minute of the day from which on the whole of it is shown.</summary>
    private const int MorningOver = 11 * 60;

    /// <summary>Sites that fell silent as a whole from which on it is hardly theirs, when they are a quarter of those that work.</summary>
    private const int WidespreadLeast = 10;

    /// <summary>What is over is told for so long.</summary>
    private static readonly TimeSpan RecoveredWithin = TimeSpan.FromHours(2);

    /// <summary>It counts records, and what is over does not change.</summary>
    private static readonly TimeSpan RecoveredAgain = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan UsualAgain = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, (long At, IReadOnlyList<UsualSlot> Curve)> _usual = new(StringComparer.Ordinal);
    private (DateTimeOffset At, IReadOnlyList<RecoveredSite> Sites) _recovered = (DateTimeOffset.MinValue, []);
    private DateOnly _usualDay;

    /// <summary>What is usual of all sites is read once in half an hour: a first sample does not wait for all of it, the next one has it.</summary>
    public TimeSpan UsualWait { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Asked by one at a time.</summary>
    public async Task<BoardSample> TakeAsync(CancellationToken cancellation)
    {
        var (began, now) = (time.GetTimestamp(), time.GetUtcNow());
        var day = zone.Today(now);
        var minute = evidence.Minute(now, day);
        var standings = await board.StandingsAsync(AlarmRules.ClockSeconds, cancellation);
        var clocked = await clockIns.PersonsBySiteAsync(day, LastSlot, cancellation);
        var usual = await UsualBySiteAsync(day, minute, cancellation);
        var late = await UsualBySiteAsync(day, evidence.Minute(now - SiteEvidenceReader.ComesLate, day), cancellation);
        var city = new City(evidence, now, Sites(standings.Sites), clocked, late);
        await city.JudgeAsync(sites => CloserAsync(sites, now, cancellation));
        var rows = await RowsAsync(city, day, minute, cancellation);
        var today = await clockIns.DayAsync(null, day, cancellation);
        var curve = await UsualAsync(null, day, cancellation);
        var (shownJobs, openJobs) = await JobsAsync(cancellation);
        var needing = city.Verdicts.Values.Where(static verdict => verdict.NeedsSomebody).ToList();
        var judged = city.Sites.Count(static site => site.Site is { Status: SiteStatus.Active, Gates: > 0 });
        var silent = needing.Count(static verdict => verdict.Code.StartsWith("all-silent", StringComparison.Ordinal));
        return new BoardSample
        {
            At = now,
            Day = day,
            ClockedIn = today.Sum(static slot => slot.Persons),
            Usual = UsualLevel.Of(curve, minute),
            Today = today,
            Curve = curve,
            Gates = standings.Gates,
            Online = standings.Online,
            SitesToday = city.Sites.Count(site => site.Site.Status == SiteStatus.Active && SiteClock.WorksOn(site.Hours, day.DayOfWeek)),
            SitesAllRight = city.Sites.Count(site => site.Site is { Status: SiteStatus.Active, Gates: > 0 } && !city.Verdicts[site.Site.Code].NeedsSomebody),
            SitesNeeding = needing.Count,
            PersonsMissing = needing.Sum(static verdict => verdict.PersonsMissing),
            Verdicts = city.Verdicts,
            Rows = rows,
            Regions = Regions(standings.Sites, clocked, usual),
            Recovered = await RecoveredAsync(now, city.Verdicts, cancellation),
            Jobs = shownJobs,
            OpenJobs = openJobs,
            Alarms = (await alarms.ListAsync(open: true, BoardSampler.AlarmsMax, null, cancellation)).Items,
            OpenAlarms = (await alarms.CountOpenAsync(cancellation)).Values.Sum(),
            IsWidespread = silent >= WidespreadLeast && silent * 4 >= judged,
            Took = time.GetElapsedTime(began),
        };
    }

    /// <summary>The worst, judged again with all their gates: who is behind the same address, and there?</summary>
    private async Task<IReadOnlyList<BoardRow>> RowsAsync(City city, DateOnly day, int minute, CancellationToken cancellation)
    {
        var worst = city.Worst(city.Sites).Take(BoardSampler.RowsMax).ToList();
        var whole = (await board.DetailsAsync([.. worst.Select(static site => site.Site.Code)], cancellation)).ToDictionary(static detail => detail.Code, StringComparer.Ordinal);
        foreach (var site in worst) city.Judge(site, whole.GetValueOrDefault(site.Site.Code));
        var rows = new List<BoardRow>(worst.Count);
        foreach (var (site, _) in city.Worst(worst))
        {
            rows.Add(new BoardRow(
                site, city.Verdicts[site.Code], whole.GetValueOrDefault(site.Code)?.Gates ?? [], await TodayAsync(site.Code, day, minute, cancellation),
                await CurveAsync(site.Code, day, minute, cancellation)));
        }

        return rows;
    }

    /// <summary>With their hours: most sites of a city have the same.</summary>
    private static List<(SiteStanding Site, IReadOnlyList<SiteHours> Hours)> Sites(IReadOnlyList<SiteStanding> standings)
    {
        var read = new Dictionary<string, IReadOnlyList<SiteHours>>(StringComparer.Ordinal);
        return [.. standings.Select(site =>
        {
            var text = site.Hours ?? "";
            if (!read.TryGetValue(text, out var hours)) read[text] = hours = SiteReading.Hours(site.Hours);
            return (site, hours);
        })];
    }

    private async Task<Dictionary<string, SiteDetail>> CloserAsync(
        IReadOnlyList<(SiteStanding Site, IReadOnlyList<SiteHours> Hours)> sites, DateTimeOffset now, CancellationToken cancellation)
    {
        var wall = TimeZoneInfo.ConvertTime(now, zone.Zone).DateTime;
        var closer = sites.Where(site => site.Site.Status == SiteStatus.Active && WantsALook(site.Site) && SiteClock.Works(site.Hours, wall)).Select(static site => site.Site)
            .OrderBy(static site => site.Online).ThenByDescending(static site => site.HasRefused).ThenByDescending(static site => site.Gates - site.Online)
            .Take(CloserMax).ToList();
        var counted = closer.Where(static site => site.Online == 0).Select(static site => site.Code).ToList();
        var clocks = closer.Where(static site => site.ClocksWrong > 0).Select(static site => site.Code).ToList();
        var details = await board.TroubleAsync([.. closer.Select(static site => site.Code)], counted, clocks, AlarmRules.ClockSeconds, cancellation);
        return details.ToDictionary(static detail => detail.Code, StringComparer.Ordinal);
    }

    private static bool WantsALook(SiteStanding site) =>
        site.Gates == 0 || site.Online + site.Never < site.Gates || site.Never == site.Gates || site.ClocksWrong > 0 || site.HasRefused || site.HasWaiting || site.Alarms > 0;

    private async Task<IReadOnlyDictionary<string, double>> UsualBySiteAsync(DateOnly day, int minute, CancellationToken cancellation)
    {
        try
        {
            return await UsualLevel.BySiteAsync(clockIns, day, minute, cancellation).WaitAsync(UsualWait, cancellation);
        }
        catch (TimeoutException)
        {
            return new Dictionary<string, double>(); // It is being read; the next sample has it.
        }
    }

    private async Task<IReadOnlyList<UsualSlot>> UsualAsync(string? site, DateOnly day, CancellationToken cancellation)
    {
        if (_usualDay != day || _usual.Count > BoardSampler.RowsMax * 10) _usual.Clear();
        _usualDay = day;
        if (_usual.TryGetValue(site ?? "", out var kept) && time.GetElapsedTime(kept.At) < UsualAgain) return kept.Curve;
        var curve = await clockIns.UsualAsync(site, day, cancellation);
        _usual[site ?? ""] = (time.GetTimestamp(), curve);
        return curve;
    }

    /// <summary>From four o'clock; in the morning until noon.</summary>
    private async Task<IReadOnlyList<double>> CurveAsync(string site, DateOnly day, int minute, CancellationToken cancellation) =>
        [.. (await UsualAsync(site, day, cancellation)).Take(minute < MorningOver ? NoonSlot : LastSlot + 1).Skip(FirstSlot).Select(static slot => slot.Median)];

    /// <summary>Cumulative, one per quarter of an hour from four o'clock up to now.</summary>
    private async Task<IReadOnlyList<double>> TodayAsync(string site, DateOnly day, int minute, CancellationToken cancellation)
    {
        var (values, sum) = (new double[(minute / SlotMinutes) + 1], 0);
        var persons = (await clockIns.DayAsync(site, day, cancellation)).ToDictionary(static slot => slot.Slot, static slot => slot.Persons);
        for (var slot = 0; slot < values.Length; slot++) values[slot] = sum += persons.GetValueOrDefault(slot);
        return values[Math.Min(FirstSlot, values.Length - 1)..];
    }

    private static IReadOnlyList<BoardRegion> Regions(IReadOnlyList<SiteStanding> sites, IReadOnlyDictionary<string, int> clocked, IReadOnlyDictionary<string, double> usual) =>
        [.. sites.Where(site => usual.ContainsKey(site.Code)).GroupBy(static site => site.Region)
            .Select(region => new BoardRegion(region.Key, region.Sum(site => clocked.GetValueOrDefault(site.Code)), region.Sum(site => usual[site.Code])))
            .Where(static region => region.Usual >= 1).OrderByDescending(static region => region.Usual).Take(RegionsMax)];

    private async Task<IReadOnlyList<RecoveredSite>> RecoveredAsync(DateTimeOffset now, IReadOnlyDictionary<string, SiteVerdict> verdicts, CancellationToken cancellation)
    {
        if (now - _recovered.At >= RecoveredAgain)
            _recovered = (now, await board.RecoveredAsync([AlarmCodes.SiteSilent, AlarmCodes.ClockWrong], now - RecoveredWithin, RecoveredMax * 4, cancellation));

        return [.. _recovered.Sites.Where(site => verdicts.TryGetValue(site.Site, out var verdict) && !verdict.NeedsSomebody).Take(RecoveredMax)];
    }

    private async Task<(IReadOnlyList<BoardJob> Shown, int Open)> JobsAsync(CancellationToken cancellation)
    {
        var open = new List<Job>();
        foreach (var state in (JobState[])[JobState.Running, JobState.Canary, JobState.Paused, JobState.Scheduled])
            open.AddRange((await jobs.ListAsync(state, JobsCounted, null, cancellation)).Items);

        var shown = new List<BoardJob>();
        foreach (var job in open.OrderByDescending(static job => job.CreatedAt).Take(BoardSampler.JobsMax))
            shown.Add(new BoardJob(job, await jobs.CountAsync(job.Id, cancellation)));

        return (shown, open.Count);
    }

    /// <summary>All sites of one sample, and what is said of each.</summary>
    private sealed class City(
        SiteEvidenceReader evidence, DateTimeOffset now, IReadOnlyList<(SiteStanding Site, IReadOnlyList<SiteHours> Hours)> sites, IReadOnlyDictionary<string, int> clocked,
        IReadOnlyDictionary<string, double> usual)
    {
        private readonly Dictionary<string, SiteVerdict> _verdicts = new(sites.Count, StringComparer.Ordinal);

        public IReadOnlyList<(SiteStanding Site, IReadOnlyList<SiteHours> Hours)> Sites => sites;

        public IReadOnlyDictionary<string, SiteVerdict> Verdicts => _verdicts;

        /// <param name="closer">Gives what is known closer of those that want it.</param>
        public async Task JudgeAsync(Func<IReadOnlyList<(SiteStanding Site, IReadOnlyList<SiteHours> Hours)>, Task<Dictionary<string, SiteDetail>>> closer)
        {
            var details = await closer(sites);
            foreach (var site in sites) Judge(site, details.GetValueOrDefault(site.Site.Code));
        }

        public void Judge((SiteStanding Site, IReadOnlyList<SiteHours> Hours) site, SiteDetail? detail)
        {
            var code = site.Site.Code;
            _verdicts[code] = SiteDiagnosis.Of(
                evidence.Of(now, site.Site, site.Hours, detail, clocked.GetValueOrDefault(code), usual.TryGetValue(code, out var level) ? level : null));
        }

        /// <summary>Those of them that need somebody, the worst first.</summary>
        public IEnumerable<(SiteStanding Site, IReadOnlyList<SiteHours> Hours)> Worst(IReadOnlyList<(SiteStanding Site, IReadOnlyList<SiteHours> Hours)> of) =>
            of.Where(site => _verdicts[site.Site.Code].NeedsSomebody).OrderBy(site => _verdicts[site.Site.Code].Rank)
                .ThenByDescending(site => _verdicts[site.Site.Code].PersonsMissing).ThenBy(site => _verdicts[site.Site.Code].Since)
                .ThenBy(static site => site.Site.Code, StringComparer.Ordinal);
    }
}
