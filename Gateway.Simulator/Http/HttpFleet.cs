using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Http;

/// <summary>All HTTPS terminals of a run.</summary>
internal sealed class HttpFleet
{
    private readonly HttpTerminal[] _terminals;

    /// <param name="device">Address of the gateway's device listener.</param>
    public HttpFleet(RunContext context, Uri device, IReadOnlyList<(TerminalIdentity Identity, HttpHabit Habit)> terminals)
    {
        var start = context.Time.GetTimestamp();
        var client = new RawHttpClient(device, context.Options.AnswerTimeout, context.Time);
        _terminals = new HttpTerminal[terminals.Count];
        for (var i = 0; i < _terminals.Length; i++)
        {
            var polls = Grid.Share(start, context.Ticks(context.Options.PollEvery), i, terminals.Count);
            Grid? uploads = context.Options.UploadEvery is { } every ? Grid.Share(start, context.Ticks(every), i, terminals.Count) : null;
            _terminals[i] = new HttpTerminal(context, terminals[i].Identity, terminals[i].Habit, client, new HttpSchedule(start, polls, uploads));
        }
    }

    /// <summary>Records that no terminal has got an acknowledgement for.</summary>
    public long Unacknowledged => _terminals.Sum(terminal => (long)terminal.Unacknowledged);

    /// <summary>Lets them work until told to stop.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(_terminals.Select(terminal => Task.Run(() => terminal.RunAsync(stop), CancellationToken.None)));
}

/// <summary>When one HTTPS terminal does what it does by itself, in timestamps.</summary>
/// <param name="Start">The run's beginning.</param>
/// <param name="Polls">Its pulls.</param>
/// <param name="Uploads">Its uploads; null when it has none.</param>
internal readonly record struct HttpSchedule(long Start, Grid Polls, Grid? Uploads);
