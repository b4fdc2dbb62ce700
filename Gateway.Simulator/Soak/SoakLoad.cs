using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Soak.Histories;
using Gateway.Simulator.Soak.Load;
using Gateway.Simulator.Soak.Servers;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Soak;

/// <summary>Everything that talks to the gateway during a soak, and the files it writes.</summary>
internal sealed class SoakLoad : IAsyncDisposable
{
    private readonly JsonLineFile _acknowledged;
    private readonly JsonLineFile _received;
    private readonly JsonLineFile _commands;
    private readonly JsonLineFile _takeovers;
    private readonly JsonLineFile _feedLive;
    private readonly HistoryFiles _files;
    private readonly TimeProvider _time;
    private readonly Balancer _entrance;
    private readonly RunContext _context;
    private readonly Fleet _fleet;
    private readonly CommandDriver _driver;
    private readonly FeedFollower _follower;
    private readonly Takeovers _over;
    private readonly RosterLoad? _rosters;
    private readonly CancellationTokenSource _making = new();
    private readonly CancellationTokenSource _talking = new();
    private readonly Dictionary<string, Task> _parts = [];

    public SoakLoad(SoakSettings settings, Balancer entrance, SoakApi api, IServiceMeter meter, HistoryFiles files, TimeSpan answerTimeout, TimeProvider time)
    {
        (_files, _time, _entrance) = (files, time, entrance);
        _acknowledged = new JsonLineFile(files.Acknowledged, time);
        _received = new JsonLineFile(files.Received, time);
        _commands = new JsonLineFile(files.Commands, time);
        _takeovers = new JsonLineFile(files.Takeovers, time);
        _feedLive = new JsonLineFile(files.FeedLive, time);
        _context = new RunContext(time, settings.Fleet(answerTimeout)) { AckLog = new AckLog(_acknowledged), ReceivedLog = new ReceivedLog(_received, time), Meter = meter };
        _fleet = new Fleet(_context, entrance, [.. settings.Sns.Select(settings.Identity)]);
        _driver = new CommandDriver(api, settings, _commands, time);
        var sns = settings.Sns.ToHashSet(StringComparer.Ordinal);
        _follower = new FeedFollower(api, sns.Contains, _feedLive, time);
        _over = new Takeovers(entrance, api, settings, _takeovers, time);
        if (settings.RosterSites > 0) _rosters = new RosterLoad(settings, entrance, api, files, answerTimeout, time);
    }

    public RunCounters Counters => _context.Counters;

    public long Wrong => _context.Wrong.Count;

    public long Unacknowledged => _fleet.Unacknowledged;

    public int AcceptedCommands => _driver.Accepted;

    /// <summary>Accepted, and no outcome in the feed yet.</summary>
    public int OpenCommands => _driver.Accepted - _follower.Outcomes;

    public int Takeovers => _over.Done;

    /// <summary>Changes of rosters, and things that happened to their terminals.</summary>
    public int RosterChanges => _rosters?.Done ?? 0;

    public long LastSeq => _follower.LastSeq;

    /// <summary>True once nothing is open: every record acknowledged, every command ended, nobody asks for more, rosters are at rest.</summary>
    public bool IsSettled => _parts["commands"].IsCompleted && Unacknowledged == 0 && OpenCommands <= 0 && (_rosters?.IsSettled ?? true);

    public void Start()
    {
        _parts["balancer"] = _entrance.RunAsync(_talking.Token);
        _parts["terminals"] = _fleet.RunAsync(_talking.Token);
        _parts["commands"] = _driver.RunAsync(_making.Token, _talking.Token);
        _parts["feed"] = _follower.RunAsync(_talking.Token);
        _parts["takeovers"] = _over.RunAsync(_making.Token);
        if (_rosters is null) return;
        _parts["rosters"] = _rosters.RunAsync(_making.Token, _talking.Token);
        _parts["roster terminals"] = _rosters.BeatAsync(_talking.Token);
    }

    /// <summary>No new records, no new commands, no more takeovers; what is open goes on.</summary>
    public void StopMaking()
    {
        _context.StopRecording();
        _making.Cancel();
    }

    /// <summary>Ends all of it, and writes down what terminals took for wrong.</summary>
    public async Task EndAsync(TimeSpan hangUpMax)
    {
        await _talking.CancelAsync();
        await Task.WhenAll(_parts.Values);
        await _fleet.HangUpAsync(hangUpMax);
        if (_rosters is not null)
        {
            await _rosters.HangUpAsync(hangUpMax);
            await _rosters.WriteAsync(CancellationToken.None);
        }

        await using var history = new JsonLineFile(_files.WrongAnswers, _time);
        foreach (var wrong in _context.Wrong.Kept().Concat(_rosters?.Wrong ?? []))
        {
            history.Append(wrong, static (json, entry) =>
            {
                json.WriteNumber("at", entry.At.ToUnixTimeMilliseconds());
                json.WriteString("sn", entry.Sn);
                json.WriteString("what", entry.What);
                json.WriteString("reason", entry.Reason);
            });
        }
    }

    /// <exception cref="Exception">Whatever a part threw: a fault of the simulator itself.</exception>
    public async Task ThrowIfFailedAsync()
    {
        foreach (var part in _parts.Values)
            if (part.IsFaulted) await part;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in new[] { _acknowledged, _received, _commands, _takeovers, _feedLive }) await file.DisposeAsync();
        if (_rosters is not null) await _rosters.DisposeAsync();
        _making.Dispose();
        _talking.Dispose();
    }
}
