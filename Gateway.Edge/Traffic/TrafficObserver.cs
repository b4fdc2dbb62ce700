using Gateway.Actors.Traffic;

namespace Gateway.Edge.Traffic;

/// <summary>
/// What passes by the terminals' doors, observed once for both who ask: those who watch a terminal live, and the recorder. The doors hand over what they have in clear anyway.
/// While nobody
/// asks it costs one look.
/// </summary>
/// <param name="recorder">Null: nothing is recorded.</param>
internal sealed class TrafficObserver(TraceListeners listeners, TimeProvider time, FrameRecorder? recorder = null)
{
    /// <summary>True: nobody asks.</summary>
    public bool IsIdle => listeners.IsIdle && recorder is not { Kept: > 0 };

    /// <summary>Now, for <see cref="ObservedFrame.At"/>.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A frame, a fault of framing, or a frame on its way to a terminal.</summary>
    /// <param name="sn">The terminal that the connection has proved to be, else the one that the frame claims.</param>
    /// <param name="isKnown">Whether there is such a terminal: nothing is recorded of others.</param>
    /// <param name="plain">The body in clear. It is not kept.</param>
    public void Frame(string sn, bool isKnown, in ObservedFrame frame, ReadOnlyMemory<byte> plain)
    {
        if (!listeners.IsIdle && listeners.TakesFrame(sn)) listeners.Show(sn, new TraceEvent("frame", TrafficJson.Live(frame, plain)));
        if (isKnown) recorder?.Frame(sn, frame, plain);
    }

    /// <summary>A request over HTTP(S) and its answer. It is recorded; live traces show the socket only.</summary>
    public void Request(ObservedRequest request) => recorder?.Request(request);

    /// <summary>The connection of a terminal that has proved its key has ended.</summary>
    public void Closed(string sn, long connection, string remote, string reason)
    {
        if (!listeners.IsIdle && listeners.IsWatched(sn)) listeners.Show(sn, new TraceEvent("closed", TrafficJson.Closed(Now, connection, remote, reason)));
        recorder?.Closed(sn);
    }
}
