namespace Gateway.Edge.Tcp;

/// <summary>Does something to many connections, some at each tick, in no order: not site by site, as those of one address came one after another.</summary>
internal sealed class PacedWalk(Action<TerminalConnection> visit)
{
    private readonly Queue<TerminalConnection> _waiting = new();
    private int _perTick;

    /// <summary>Begins anew; what is left of the walk before is forgotten.</summary>
    /// <param name="ticks">Over how many; less than one is one.</param>
    public void Begin(IEnumerable<TerminalConnection> connections, double ticks)
    {
        var all = connections.ToArray();
        Random.Shared.Shuffle(all);
        _waiting.Clear();
        foreach (var connection in all) _waiting.Enqueue(connection);
        _perTick = (int)Math.Ceiling(all.Length / Math.Max(1, ticks));
    }

    /// <summary>The part of one tick.</summary>
    public void Step()
    {
        for (var i = 0; i < _perTick && _waiting.TryDequeue(out var connection); i++) visit(connection);
    }
}
