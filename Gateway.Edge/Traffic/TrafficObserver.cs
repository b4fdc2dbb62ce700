using Gateway.Actors.Traffic;
using Gateway.Actors.Trials;

namespace Gateway.Edge.Traffic;

/// <summary>
/// What passes by the terminals' doors, observed once for both who ask: those who watch a terminal live, and the recorder. The doors hand over what they have in clear anyway.
/// While nobody
/// asks it costs one look.
/// </summary>
/// <param name="recorder">Null: nothing is recorded.</param>
/// <param name="trials">Null: nothing is certified.</param>
internal sealed class TrafficObserver(TraceListeners listeners, TimeProvider time, FrameRecorder? recorder = null, TrialBoard? trials = null)
{
    /// <summary>True: nobody asks.</summary>
    public bool IsIdle => listeners.IsIdle && recorder is not { Kept: > 0 } && trials is not { IsIdle: false };

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
        if (IsTried(sn)) Show(sn, TrialSeen.Frame, TrafficJson.Live(frame, plain));
    }

    /// <summary>A request over HTTP(S) and its answer.</summary>
    public void Request(ObservedRequest request)
    {
        if (!listeners.IsIdle && listeners.TakesFrame(request.Sn))
        {
            listeners.Show(request.Sn, new TraceEvent("frame", TrafficJson.Live(request.Asked(request.Route), request.Plain)));
            listeners.Show(request.Sn, new TraceEvent("frame", TrafficJson.Live(request.Answered(request.Route, Now), default)));
        }

        recorder?.Request(request);
        if (!IsTried(request.Sn)) return;
        Show(request.Sn, TrialSeen.Request, TrafficJson.Asked(request));
        Show(request.Sn, TrialSeen.Request, TrafficJson.Answered(request, Now));
    }

    /// <summary>The connection of a terminal that has proved its key has ended.</summary>
    public void Closed(string sn, long connection, string remote, string reason)
    {
        if (!listeners.IsIdle && listeners.IsWatched(sn)) listeners.Show(sn, new TraceEvent("closed", TrafficJson.Closed(Now, connection, remote, reason)));
        recorder?.Closed(sn);
        if (IsTried(sn)) Show(sn, TrialSeen.Closed, TrafficJson.Closed(Now, connection, remote, reason));
    }

    private bool IsTried(string sn) => trials is { IsIdle: false } && trials.Of(sn) is { IsWatched: true };

    private void Show(string sn, string kind, byte[] json) => trials!.Show(new TrialSeen(sn, kind, Encoding.UTF8.GetString(json)));
}
