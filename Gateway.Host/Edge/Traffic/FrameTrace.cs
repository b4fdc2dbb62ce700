using System.Collections.Frozen;
using Gateway.Actors.Devices;
using Gateway.Actors.Load;
using Gateway.Actors.Sessions;
using Gateway.Actors.Traffic;
using Gateway.Edge.Tcp;

namespace Gateway.Edge.Traffic;

/// <summary>
/// Shows the frames of single terminals to whoever listens on this node. While nobody does, a frame costs one look at a field; while somebody does, only the frames of the terminals
/// that are watched are decoded a second time, from a copy.
/// </summary>
internal sealed class FrameTrace(TimeProvider time, LoadGauge? load = null)
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
            if (_listeners.Count == ListenersMax)
            {
                return null;
            }

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

    /// <summary>A frame or a fault of framing, before it is decoded: its body is still as it came.</summary>
    public void Inbound(in InboundFrame inbound)
    {
        if (_bySn is { } watched && Watching(watched, inbound.Connection, inbound.Frame.Sn) is { } listeners && !IsShed(listeners))
        {
            Offer(listeners, new TraceEvent("frame", TraceJson.Inbound(inbound, time.GetUtcNow())));
        }
    }

    /// <summary>A frame on its way to the terminal.</summary>
    public void Outbound(TerminalConnection connection, in OutboundFrame frame)
    {
        if (_bySn is { } watched && Watching(watched, connection, frame.Sn) is { } listeners && !IsShed(listeners))
        {
            Offer(listeners, new TraceEvent("frame", TraceJson.Outbound(connection, frame, time.GetUtcNow())));
        }
    }

    /// <summary>A connection has ended.</summary>
    public void Closed(TerminalConnection connection, CloseReason reason)
    {
        if (_bySn is { } watched && connection.Terminal.Sn is { } sn && watched.TryGetValue(sn, out var listeners))
        {
            Offer(listeners, new TraceEvent("closed", TraceJson.Closed(connection, reason, time.GetUtcNow())));
        }
    }

    /// <summary>By the SN that the connection has proved, else by the one that its frame claims: so a wrong key can be watched too.</summary>
    private static TraceListener[]? Watching(FrozenDictionary<string, TraceListener[]> watched, TerminalConnection connection, in Codec.Framing.SerialNumber claimed)
    {
        var sn = connection.Terminal.Sn;
        return (sn is not null || claimed.TryGetText(out sn)) && watched.TryGetValue(sn, out var listeners) ? listeners : null;
    }

    /// <summary>Under load a trace is the first thing that is left out; the listener is told how much of it.</summary>
    private bool IsShed(TraceListener[] listeners)
    {
        if (load is not { Level: not LoadLevel.Normal })
        {
            return false;
        }

        LoadMetrics.TraceShed();
        foreach (var listener in listeners)
        {
            listener.Drop();
        }

        return true;
    }

    private static void Offer(TraceListener[] listeners, TraceEvent traced)
    {
        foreach (var listener in listeners)
        {
            listener.Offer(traced);
        }
    }

    private void Publish() => _bySn = _listeners.Count == 0
        ? null
        : _listeners.GroupBy(static listener => listener.Sn, StringComparer.Ordinal).ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
}
