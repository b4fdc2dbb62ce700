using System.Threading.Channels;

namespace Gateway.Actors.Traffic;

/// <summary>Somebody who watches one terminal. What he does not take in time is dropped and counted: a lane never waits for him.</summary>
public sealed class TraceListener(string sn)
{
    /// <summary>Events that may wait for the listener.</summary>
    public const int WaitingMax = 256;

    private readonly Channel<TraceEvent> _events = Channel.CreateBounded<TraceEvent>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private long _dropped;

    public string Sn { get; } = sn;

    public ChannelReader<TraceEvent> Events => _events.Reader;

    public void Offer(TraceEvent traced)
    {
        if (!_events.Writer.TryWrite(traced)) Drop();
    }

    /// <summary>Counts an event that the listener does not get.</summary>
    public void Drop() => Interlocked.Increment(ref _dropped);

    /// <summary>How many were dropped since it was last asked.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);
}
