using System.Threading.Channels;

namespace Gateway.Actors.Trials;

/// <summary>A certification that hears what all nodes see of its terminal. What it does not take in time is dropped: no lane waits for it.</summary>
public sealed class TrialListener(string sn)
{
    /// <summary>Events that may wait: a terminal says a few in a second.</summary>
    public const int WaitingMax = 4096;

    private readonly Channel<TrialSeen> _seen =
        Channel.CreateBounded<TrialSeen>(new BoundedChannelOptions(WaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    public string Sn { get; } = sn;

    public ChannelReader<TrialSeen> Seen => _seen.Reader;

    internal void Offer(TrialSeen seen) => _seen.Writer.TryWrite(seen);
}
