using Gateway.Actors.Traffic;

namespace Gateway.Platform.Keys;

/// <summary>Live traces of this node, those of the console's pages too, shared out among keys.</summary>
internal sealed class TracePlaces(TraceListeners listeners)
{
    private readonly KeyShares _places = new(TraceListeners.ListenersMax);

    /// <summary>Begins to listen; null: the key has its share. <see cref="Leave"/> ends it.</summary>
    public TraceListener? Listen(ApiCaller caller, string sn)
    {
        if (!_places.TryEnter(caller)) return null;
        if (listeners.Listen(sn) is { } listener) return listener;
        _places.Leave(caller);
        return null;
    }

    public void Leave(ApiCaller caller, TraceListener listener)
    {
        listeners.Leave(listener);
        _places.Leave(caller);
    }
}
