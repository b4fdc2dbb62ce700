using System.Threading.Channels;
using Akka.Actor;

namespace Gateway.Edge.Tcp;

/// <summary>
/// One lane: a queue of frames of many connections, read by one long-lived Akka.Streams graph (<see cref="LaneActor"/>). A connection costs no graph, no actor and no timer
/// of its own.
/// </summary>
internal sealed class Lane
{
    /// <summary>Frames that may wait for the lane's stream; then the read loops wait.</summary>
    public const int QueueMax = 4096;

    private readonly Channel<InboundFrame> _frames = Channel.CreateBounded<InboundFrame>(new BoundedChannelOptions(QueueMax) { SingleReader = true });
    private volatile LaneActor.Run? _run;

    /// <summary>The run of now; null before the first. Another one after a failure, and in between one that has ended.</summary>
    public LaneActor.Run? Run
    {
        get => _run;
        set => _run = value;
    }

    /// <summary>The actor that runs it now.</summary>
    public IActorRef Actor => _run?.Actor ?? ActorRefs.Nobody;

    /// <summary>True while there is an actor to take connections.</summary>
    public bool IsRunning => _run is { Ended.IsCompleted: false };

    public ChannelReader<InboundFrame> Frames => _frames.Reader;

    /// <summary>Frames that wait for the lane's stream.</summary>
    public int Waiting => _frames.Reader.Count;

    public ValueTask OfferAsync(InboundFrame frame) => _frames.Writer.WriteAsync(frame);
}
