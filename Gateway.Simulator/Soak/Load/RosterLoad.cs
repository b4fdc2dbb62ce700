using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Soak.Histories;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Soak.Load;

/// <summary>The part of a soak with rosters: its platform, its terminals, and what is written down at the end.</summary>
internal sealed class RosterLoad : IAsyncDisposable
{
    private const int PageMax = 1000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly SoakSettings _settings;
    private readonly SoakApi _api;
    private readonly HistoryFiles _files;
    private readonly TimeProvider _time;
    private readonly JsonLineFile _requestFile;
    private readonly PersonLists _lists;
    private readonly RosterModel _model = new();
    private readonly RosterRequests _requests;
    private readonly RosterDriver _driver;
    private readonly RunContext _context;
    private readonly Fleet _fleet;
    private readonly List<(string Site, bool IsClear, JsonElement Plan)> _plans = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isSettled;

    public RosterLoad(SoakSettings settings, IEntrance entrance, SoakApi api, HistoryFiles files, TimeSpan answerTimeout, TimeProvider time)
    {
        (_settings, _api, _files, _time) = (settings, api, files, time);
        _requestFile = new JsonLineFile(files.RosterRequests, time);
        _lists = PersonLists.Open(files.Persons, PersonList.CapacityDefault, time);
        _requests = new RosterRequests(api, settings, _requestFile, time);
        _driver = new RosterDriver(_requests, settings, _model, _lists, time);
        _context = new RunContext(time, settings.Fleet(answerTimeout) with { UploadEvery = null, FailUsers = RosterRole.RefusedUsers }) { Persons = _lists };
        string[] sns = [.. settings.Sites.SelectMany(SoakSettings.RosterSns), SoakSettings.ReplacementSn];
        _fleet = new Fleet(_context, entrance, [.. sns.Select(settings.Identity)]);
    }

    /// <summary>Changes of rosters, and things that happened to their terminals.</summary>
    public int Done => _driver.Done;

    /// <summary>True once nothing is on its way any more by the gateway's own word.</summary>
    public bool IsSettled => Volatile.Read(ref _isSettled) > 0;

    /// <summary>Answers that terminals took for wrong; none of the one that was replaced: it is refused.</summary>
    public IEnumerable<Reports.WrongAnswer> Wrong => _context.Wrong.Kept().Where(wrong => _model.Terminals().ContainsKey(wrong.Sn));

    /// <summary>The terminals, once they are known.</summary>
    public async Task BeatAsync(CancellationToken stop)
    {
        if (await Task.WhenAny(_begun.Task, Task.Delay(Timeout.InfiniteTimeSpan, _time, stop)) == _begun.Task) await _fleet.RunAsync(stop);
    }

    /// <summary>The platform: changes until told to stop, then looks until all is at rest.</summary>
    /// <param name="stop">Nothing new.</param>
    /// <param name="abandon">No more repeats either.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        try
        {
            await _driver.BeginAsync(abandon);
            _begun.SetResult();
            await _driver.RunAsync(stop, abandon);
            await CloseAsync(abandon);
            while (!await IsAtRestAsync(abandon)) await Task.Delay(LookEvery, _time, abandon);
            Volatile.Write(ref _isSettled, 1);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            return; // it had its time
        }
    }

    public Task HangUpAsync(TimeSpan patience) => _fleet.HangUpAsync(patience);

    /// <summary>Writes down, when all is over, who should be where and what the gateway says of it.</summary>
    /// <exception cref="SoakFailedException">The gateway gives no answer.</exception>
    public async Task WriteAsync(CancellationToken stop)
    {
        await using var history = new JsonLineFile(_files.Rosters, _time);
        RosterLine.Day(history, DateOnly.FromDateTime(_time.GetUtcNow().AddHours(8).DateTime));
        _model.WriteTo(history);
        foreach (var (sn, userId, entry) in _model.Foreigners())
        {
            var (_, command) = await AskAsync($"api/v1/devices/{sn}/commands/{entry.CommandId}", stop);
            var hasSucceeded = command.GetProperty("state").GetString() == "succeeded";
            if (!hasSucceeded || entry.Content is not null) RosterLine.Foreign(history, sn, userId, hasSucceeded ? entry.Content : null);
        }

        foreach (var sn in _model.Terminals().Keys) await ReadAsync(sn, item => RosterLine.Reported(history, sn, item), stop);
        foreach (var (site, isClear, plan) in _plans) RosterLine.Closing(history, site, isClear, plan);
    }

    public async ValueTask DisposeAsync()
    {
        await _requestFile.DisposeAsync();
        await _lists.DisposeAsync();
    }

    /// <summary>
    /// A request that was given up may have been carried out long after it was repeated: by a node that stood still. So what is wanted is said once more, where it would change
    /// anything; where every request was answered at once it may not.
    /// </summary>
    private async Task CloseAsync(CancellationToken stop)
    {
        foreach (var site in _settings.Sites)
        {
            var wanted = _model.Of(site).Values;
            var plan = await _requests.ListAsync(site, "replace", wanted, stop, isDry: true) ?? throw new SoakFailedException($"The dry run of {site} was refused.");
            _plans.Add((site, _requests.IsClear(site), plan));
            if (!_requests.IsClear(site)) await _requests.ListAsync(site, "replace", wanted, stop);
        }

        foreach (var (sn, site) in _model.Terminals().Where(terminal => !_requests.IsClear(terminal.Key))) await _requests.StandAsync(sn, site, stop);
    }

    private async Task<bool> IsAtRestAsync(CancellationToken stop)
    {
        var waits = false;
        foreach (var sn in _model.Terminals().Keys)
        {
            await ReadAsync(sn, item => waits |= RosterReader.State(item).State is { State: "pending" or "sent" or "removing", WaitsForTime: false }, stop);
            if (waits) return false;
        }

        return true;
    }

    private async Task ReadAsync(string sn, Action<JsonElement> take, CancellationToken stop)
    {
        for (var cursor = ""; cursor is not null;)
        {
            var (_, page) = await AskAsync($"api/v1/devices/{sn}/roster?limit={PageMax}" + (cursor.Length == 0 ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), stop);
            foreach (var item in page.GetProperty("items").EnumerateArray()) take(item);
            cursor = page.GetProperty("next_cursor").GetString();
        }
    }

    private async Task<(int Status, JsonElement Body)> AskAsync(string path, CancellationToken stop)
    {
        var answer = await _api.UntilAnsweredAsync(HttpMethod.Get, path, null, stop, triesMax: 40);
        return answer.Status == 200 ? answer : throw new SoakFailedException($"GET {path}: {answer.Status}.");
    }
}
