using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Gateway.Codec.Framing;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Photos;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;
using Gateway.Simulator.Verification;
using Xunit;

namespace Gateway.Tests.Whole.Rosters;

/// <summary>
/// Rosters of many sites with all their terminals online: what changes cost and how soon they are there, beside heartbeats and uploads, with a node that dies in the middle. It
/// asserts counts only; times are figures.
/// </summary>
internal sealed class RosterLoad : IAsyncDisposable
{
    private const int PhotoLength = 8_000;
    private const int Workers = 16;
    private const int CheckedSites = 10;
    private const int TouchedAtOnce = 4;

    private readonly RosterScale _scale;
    private readonly RosterTarget _target;
    private readonly RosterFigures _figures;
    private readonly RosterPlatform _platform;
    private readonly PersonLists _lists = new();
    private readonly RunContext _context;
    private readonly Fleet _fleet;
    private readonly CancellationTokenSource _stop = new();
    private int _changes;
    private int _asked;

    public RosterLoad(RosterScale scale, RosterTarget target, RosterFigures figures)
    {
        (_scale, _target, _figures) = (scale, target, figures);
        _platform = new RosterPlatform(target);
        _context = new RunContext(TimeProvider.System, new FleetOptions
        {
            HeartbeatEvery = scale.HeartbeatEvery,
            UploadEvery = TimeSpan.FromSeconds(scale.Terminals / scale.UploadsPerSecond),
            RampPerSecond = Math.Max(100, scale.Terminals / 30d),
            AnswerTimeout = Patience.Max,
            OpenLoop = true,
            RunTag = "r"
        })
        { Persons = _lists };
        var sns = Sites.SelectMany(site => RosterFill.Sns(scale, site));
        _fleet = new Fleet(_context, target.Entrance, [.. sns.Select(static sn => new TerminalIdentity(sn, RosterFill.KeyOf(sn), ByteOrder.Big))]);
    }

    private IEnumerable<string> Sites => Enumerable.Range(1, _scale.Sites).Select(RosterScale.SiteOf);

    public async Task RunAsync()
    {
        await RosterFill.RunAsync(_scale, _target, _platform, _figures);
        Assert.Equal(0, await _target.Sql("SELECT COUNT(*) FROM commands"));
        Assert.Equal(_scale.Pairs, await _target.Sql("SELECT COUNT(*) FROM roster_devices WHERE state = 'present'"));
        foreach (var site in Sites.Take(CheckedSites)) RosterFill.Fill(_scale, site, _lists);
        var driving = _fleet.RunAsync(_stop.Token);
        await Patience.UntilAsync(() => _context.Counters.Connected == _scale.Terminals, "all terminals are online");

        await MeasureAsync("heartbeats and uploads alone", () => Task.Delay(_scale.Phase));
        await TouchAsync();
        await LookAsync();
        await ListAsync();
        await MeasureAsync($"beside {_scale.Changes} changes in {_scale.Phase.TotalSeconds:F0} s", () => ChangeAsync(_scale.Changes, strikes: false));
        if (_target.Strike is not null) await MeasureAsync("beside half as many, one node killed", () => ChangeAsync(_scale.Changes / 2, strikes: true));
        await RosterFigures.UntilNoneAsync(() => _target.Sql("SELECT COUNT(*) FROM roster_devices WHERE command_id IS NOT NULL"), "orders without an outcome");
        await RosterFigures.UntilNoneAsync(() => _target.Sql("SELECT COUNT(*) FROM roster_work"), "terminals to be compared");
        await AddSizesAsync();
        await VerifyAsync();
        await _stop.CancelAsync();
        await driving;
        _figures.Add("answers that terminals took for wrong", $"{_context.Wrong.Count}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _fleet.HangUpAsync(TimeSpan.FromSeconds(5));
        _platform.Dispose();
        await _lists.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>What heartbeats and uploads cost meanwhile.</summary>
    private async Task MeasureAsync(string what, Func<Task> work)
    {
        _context.HeartbeatLatency.TakeInterval();
        _context.UploadLatency.TakeInterval();
        await work();
        var (beats, uploads) = (_context.HeartbeatLatency.TakeInterval(), _context.UploadLatency.TakeInterval());
        _figures.Add(
            what,
            $"heartbeats {Text(beats)}; uploads {Text(uploads)}; load of the machine {Load()}");
    }

    /// <summary>One change of each of some sites, until each of its terminals has it.</summary>
    private async Task TouchAsync()
    {
        var times = new ConcurrentBag<TimeSpan>();
        await Parallel.ForEachAsync(Sites.Take(_scale.Touched), new ParallelOptions { MaxDegreeOfParallelism = TouchedAtOnce }, async (site, _) =>
        {
            times.Add(await RosterFigures.TimeAsync(async () => await ArriveAsync([await PutAsync(site, RosterScale.UserOf(1), FaceImage.Make(_changes, PhotoLength))])));
        });

        var within = times.Count(time => time <= 2 * _scale.HeartbeatEvery);
        _figures.Add(
            $"a person with a photo of 8 kB changed, until he is on all {_scale.TerminalsPerSite} terminals; heartbeats every {_scale.HeartbeatEvery.TotalSeconds:G3} s",
            $"p50 {RosterFigures.Share(times, 0.5) / 1000:F1} s, longest {RosterFigures.Share(times, 1) / 1000:F1} s; within two heartbeats {within} of {times.Count}");
    }

    private async Task LookAsync()
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < _scale.Looks; i++)
        {
            var site = RosterScale.SiteOf((i % _scale.Sites) + 1);
            times.Add(await RosterFigures.TimeAsync(async () =>
            {
                var answer = await _platform.GetAsync($"api/v1/sites/{site}");
                Assert.Equal(_scale.Terminals / _scale.Sites, answer["devices"]!["total"]!.GetValue<int>());
                Assert.Equal(_scale.Persons, answer["roster"]!["persons"]!.GetValue<int>());
            }));
        }

        _figures.Add("GET /sites/{code}", $"p50 {RosterFigures.Share(times, 0.5):F1} ms, p99 {RosterFigures.Share(times, 0.99):F1} ms");
    }

    /// <summary>A whole list at a site that has no terminal: what is measured is the plan, not the pushing.</summary>
    private async Task ListAsync()
    {
        const string Site = "listed";
        await _platform.MakeSiteAsync(Site);
        static JsonObject Person(string user, int version) => RosterPlatform.Person(user, RosterScale.NameOf(Site, user, version));
        var gone = _scale.List / 20;
        var persons = Enumerable.Range(1, _scale.List).Select(RosterScale.UserOf).ToList();
        var changed = persons.Skip(gone).Select(static (user, number) => Person(user, number % 2 == 0 ? 2 : 1)).ToList();
        async Task PlanAsync(IEnumerable<JsonObject> list, string query, string what, int count) =>
            Assert.Equal(count, (await _platform.ListAsync(Site, list, query))[what]!.GetValue<int>());

        var first = await RosterFigures.TimeAsync(() => PlanAsync(persons.Select(static user => Person(user, 1)), "mode=replace", "added", _scale.List));
        var dry = await RosterFigures.TimeAsync(() => PlanAsync(changed, "mode=replace&dry_run=true", "removed", gone));
        var second = await RosterFigures.TimeAsync(() => PlanAsync(changed, "mode=replace", "changed", (changed.Count + 1) / 2));
        _figures.Add(
            $"replace of {_scale.List} persons",
            $"all new {first.TotalSeconds:F2} s; a dry run {dry.TotalSeconds:F2} s; half changed, a twentieth gone {second.TotalSeconds:F2} s");
    }

    /// <summary>So many changes, evenly over a phase; then until every terminal has what it should.</summary>
    private async Task ChangeAsync(int count, bool strikes)
    {
        var first = _asked;
        _asked += ((count + _scale.Sites - 1) / _scale.Sites) * _scale.Sites;
        var changes = new ConcurrentBag<Change>();
        var times = new ConcurrentBag<TimeSpan>();
        var start = Stopwatch.GetTimestamp();
        var next = -1;
        async Task WorkAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                var wait = (_scale.Phase * number / count) - Stopwatch.GetElapsedTime(start);
                if (wait > TimeSpan.Zero) await Task.Delay(wait);
                var site = RosterScale.SiteOf((number % _scale.Sites) + 1);
                var user = RosterScale.UserOf(((first + number) / _scale.Sites) + 2); // each person once
                times.Add(await RosterFigures.TimeAsync(async () => changes.Add(number % 5 == 4 ? await DeleteAsync(site, user) : await PutAsync(site, user))));
            }
        }

        var striking = strikes ? Task.Run(async () =>
        {
            await Task.Delay(_scale.Phase / 4);
            await _target.Strike!();
        }) : Task.CompletedTask;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync()));
        await striking;
        var asked = Stopwatch.GetElapsedTime(start);
        await ArriveAsync(changes);
        var all = Stopwatch.GetElapsedTime(start);
        _figures.Add(
            strikes ? $"{count} changes with a node killed" : $"{count} changes, a fifth of them deletions",
            $"asked in {asked.TotalSeconds:F1} s, each p50 {RosterFigures.Share(times, 0.5):F0}, p99 {RosterFigures.Share(times, 0.99):F0} ms; "
            + $"on all their terminals ({(long)count * _scale.TerminalsPerSite} commands) {(all - asked).TotalSeconds:F1} s later");
    }

    private async Task<Change> PutAsync(string site, string user, byte[]? photo = null)
    {
        var name = RosterScale.NameOf(site, user, Interlocked.Increment(ref _changes) + 1);
        await _platform.PutAsync(site, user, name, photo);
        return new Change(site, user, PersonContent.Of(name, user, "", PersonContent.PhotoOf(photo)));
    }

    private async Task<Change> DeleteAsync(string site, string user)
    {
        await _platform.DeleteAsync(site, user);
        return new Change(site, user, Content: null);
    }

    /// <summary>Until every terminal of these sites has what was asked for; of terminals that never got the person, his absence counts.</summary>
    private async Task ArriveAsync(IReadOnlyCollection<Change> changes)
    {
        var open = changes.SelectMany(change => RosterFill.Sns(_scale, change.Site).Select(sn => (List: _lists.Of(sn), Change: change))).ToList();
        Task<long> Left()
        {
            open.RemoveAll(static pair => pair.List.Find(pair.Change.UserId)?.Content == pair.Change.Content);
            return Task.FromResult((long)open.Count);
        }

        await RosterFigures.UntilNoneAsync(Left, "changes to arrive");
    }

    private async Task AddSizesAsync()
    {
        foreach (var table in new[] { "sites", "roster", "persons", "roster_devices", "roster_work", "commands", "feed" })
        {
            var rows = await _target.Sql($"SELECT COUNT(*) FROM {table}");
            var bytes = _target.IsPostgres ? await _target.Sql($"SELECT pg_total_relation_size('{table}')") : 0;
            _figures.Add($"table {table}", bytes > 0 ? $"{rows} rows, {bytes / 1e6:F1} MB with its indexes" : $"{rows} rows");
        }

        if (!_target.IsPostgres)
            _figures.Add("the database's file", $"{await _target.Sql("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()") / 1e6:F1} MB");
    }

    /// <summary>As <c>verify --rosters</c> does, for the first sites.</summary>
    private async Task VerifyAsync()
    {
        using var client = new PlatformClient(_target.Api(), _target.ApiKey);
        var checker = new RosterChecker();
        var sns = Sites.Take(CheckedSites).SelectMany(site => RosterFill.Sns(_scale, site));
        var lists = sns.ToDictionary(static sn => sn, sn => _lists.Of(sn).Snapshot().ToDictionary());
        await new RosterReader(client, DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8))).ReadAsync(checker, lists, default);
        Assert.All(checker.Judge(), static check => Assert.True(check.Count == 0, $"{check.What}: {string.Join(", ", check.Offenders)}"));
        _figures.Add("verify --rosters of the first sites", $"{checker.Pairs} pairs, nothing missing, unwanted or stale");
    }

    private static string Text(LatencySummary of) => string.Create(CultureInfo.InvariantCulture, $"{of.Count}, p50 {of.P50Ms:F1}, p99 {of.P99Ms:F1} ms");

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "not known";

    /// <param name="Content">Null: he is gone.</param>
    private sealed record Change(string Site, string UserId, string? Content);
}
