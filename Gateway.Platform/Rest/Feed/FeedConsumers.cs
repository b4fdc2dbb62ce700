namespace Gateway.Platform.Rest.Feed;

/// <summary>Counts the consumers that wait for the feed on this node, and turns away those beyond the limit.</summary>
internal sealed class FeedConsumers(RestLimits limits, FeedTail tail)
{
    private int _waiting;

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>True: a place was taken and must be given back with <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _waiting) <= limits.FeedConsumers)
        {
            tail.Enter();
            return true;
        }

        Interlocked.Decrement(ref _waiting);
        return false;
    }

    public void Leave()
    {
        tail.Leave();
        Interlocked.Decrement(ref _waiting);
    }
}
