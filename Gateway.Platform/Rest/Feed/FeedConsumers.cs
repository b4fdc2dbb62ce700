using Gateway.Platform.Keys;

namespace Gateway.Platform.Rest.Feed;

/// <summary>Counts the consumers that wait for the feed on this node, and turns away those beyond their share.</summary>
internal sealed class FeedConsumers(RestLimits limits, FeedTail tail)
{
    private readonly KeyShares _places = new(limits.FeedConsumers);

    /// <summary>How many wait now.</summary>
    public int Waiting => _places.Taken;

    /// <summary>True: a place was taken and must be given back with <see cref="Leave"/>.</summary>
    public bool TryEnter(ApiCaller caller)
    {
        if (!_places.TryEnter(caller)) return false;
        tail.Enter();
        return true;
    }

    public void Leave(ApiCaller caller)
    {
        tail.Leave();
        _places.Leave(caller);
    }
}
