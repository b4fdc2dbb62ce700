using System.Net;

namespace Gateway.Simulator.Terminals;

/// <summary>
/// All terminals of a run. One loop calls those that are due; each connection is one asynchronous loop more, and nothing else runs:
/// 18 000 terminals are meant to fit into one process beside the gateway.
/// </summary>
internal sealed class Fleet : ITerminalDialer
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(4);

    private const int SourceAddressesPerBlock = 250;

    private readonly RunContext _context;
    private readonly IEntrance _entrance;
    private readonly DueTable _due;
    private readonly Terminal[] _terminals;
    private readonly byte[] _buffers;
    private readonly Dictionary<Terminal, int> _places = [];
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;

    public Fleet(RunContext context, IEntrance entrance, IReadOnlyList<TerminalIdentity> identities)
    {
        _context = context;
        _entrance = entrance;
        _due = new DueTable(identities.Count);
        _buffers = GC.AllocateUninitializedArray<byte>(identities.Count * TerminalConnection.SmallBufferLength, pinned: true);
        _terminals = new Terminal[identities.Count];
        var start = context.Time.GetTimestamp();
        for (var i = 0; i < _terminals.Length; i++)
        {
            _terminals[i] = new Terminal(context, identities[i], TerminalSchedule.Of(context, start, i, identities.Count), this, _due);
            _places[_terminals[i]] = i;
        }
    }

    /// <summary>Records that no terminal has got an acknowledgement for.</summary>
    public long Unacknowledged => _terminals.Sum(terminal => (long)terminal.Unacknowledged);

    /// <summary>Drives the terminals until told to stop.</summary>
    /// <exception cref="Exception">Whatever a connection's loop threw: a fault of the simulator itself.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(SweepInterval, _context.Time);
        while (!stop.IsCancellationRequested)
        {
            var now = _context.Time.GetTimestamp();
            for (var i = 0; i < _terminals.Length; i++)
                if (_due.IsDue(i, now)) _terminals[i].Tick(now);

            if (_failure.Task.IsFaulted) await _failure.Task;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>All hang up at this instant, and come back at once.</summary>
    public void Storm()
    {
        _context.Storm.Begin(_context.Counters.Connected);
        foreach (var terminal in _terminals) terminal.Return();
    }

    /// <summary>Closes all connections with a FIN and waits for their ends, at most <paramref name="patience"/>.</summary>
    public async Task HangUpAsync(TimeSpan patience)
    {
        _context.StopConnecting();
        foreach (var terminal in _terminals) terminal.HangUp();
        var since = _context.Time.GetTimestamp();
        using var timer = new PeriodicTimer(SweepInterval, _context.Time);
        while (Volatile.Read(ref _open) > 0 && _context.Time.GetElapsedTime(since) < patience) await timer.WaitForNextTickAsync();
    }

    public void Dial(Terminal terminal)
    {
        var place = _places[terminal];
        var buffer = _buffers.AsMemory(place * TerminalConnection.SmallBufferLength, TerminalConnection.SmallBufferLength);
        Interlocked.Increment(ref _open);
        var (node, address) = _entrance.Enter();
        _context.Meter?.Dialled(terminal.Identity.Sn, node);
        _ = ConnectAsync(new TerminalConnection(terminal, address, _context.Time, buffer, SourceOf(place)), node);
    }

    /// <summary>A port of the gateway takes some 28 000 connections from one address; from many addresses, as many as there are files.</summary>
    private IPAddress? SourceOf(int place) => _context.Options.SourceAddresses is > 0 and var count
        ? new IPAddress([127, 0, (byte)(place % count / SourceAddressesPerBlock), (byte)((place % count % SourceAddressesPerBlock) + 1)])
        : null;

    private async Task ConnectAsync(TerminalConnection connection, int node)
    {
        try
        {
            using (connection) await connection.RunAsync();
        }
        catch (Exception e) // nobody awaits this task: the run must end with what went wrong, not go on without a terminal
        {
            _failure.TrySetException(e);
        }
        finally
        {
            _entrance.Leave(node);
            Interlocked.Decrement(ref _open);
        }
    }
}
