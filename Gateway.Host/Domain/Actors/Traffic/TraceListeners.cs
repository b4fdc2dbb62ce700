using Gateway.Edge.Traffic;

namespace Gateway.Actors.Traffic;

/// <summary>Stands in until the listeners live here.</summary>
internal sealed class TraceListeners(FrameTrace trace)
{
    /// <summary>Listeners on one node.</summary>
    public const int ListenersMax = FrameTrace.ListenersMax;

    public TraceListener? Listen(string sn) => trace.Listen(sn);

    public void Leave(TraceListener listener) => trace.Leave(listener);
}
