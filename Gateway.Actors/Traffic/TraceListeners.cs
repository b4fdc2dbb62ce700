using System.Collections.Frozen;
using Gateway.Actors.Load;

namespace Gateway.Actors.Traffic;

/// <summary>Who watches the frames of single terminals on this node. While nobody does, a frame costs one look at a field.</summary>
public sealed class TraceListeners(LoadGauge? load = null)
{
    /// <summary>Listeners on one node.</summary>
    public const int ListenersMax = 16;

    private readonly Lock _gate = new();
    private readonly List<TraceListener> _listeners = [];
    private volatile FrozenDictionary<string, TraceListener[]>? _bySn;

    /// <summary>True: nobody listens.</summary>
    public bool IsIdle => _bySn is null;

    /// <summary>Begins to listen; null: too many do already. <see cref="Leave"/> ends it.</summary>
    public TraceListener? Listen(string sn)
    {
        lock (_gate)
        {
            if (_listeners.Count == ListenersMax) return null;
            var listener = new TraceListener(sn);
            _listeners.Add(listener);
            Publish();
            return listener;
        }
    }

    public void Leave(TraceListener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
            Publish();
        }
    }

    /// <summary>Whether somebody is to be shown a frame of this terminal. Under load a trace is the first thing that is left out; the listeners are told how much of it.</summary>
    public bool TakesFrame(string sn)
    {
        if (Of(sn) is not { } listeners) return false;
        if (load is not { Level: not LoadLevel.Normal }) return true;
        LoadMetrics.TraceShed();
        foreach (var listener in listeners) listener.Drop();
        return false;
    }

    /// <summary>Whether somebody watches this terminal.</summary>
    public bool IsWatched(string sn) => Of(sn) is not null;

    /// <summary>Shows it to all who watch the terminal.</summary>
    public void Show(string sn, TraceEvent shown)
    {
        foreach (var listener in Of(sn) ?? []) listener.Offer(shown);
    }

    private TraceListener[]? Of(string sn) => _bySn is { } watched && watched.TryGetValue(sn, out var listeners) ? listeners : null;

    private void Publish() => _bySn = _listeners.Count == 0
        ? null
        : _listeners.GroupBy(static listener => listener.Sn, StringComparer.Ordinal)
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
}
