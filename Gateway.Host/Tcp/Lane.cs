using System.Threading.Channels;
using Akka.Actor;

namespace Gateway.Host.Tcp;

/// <summary>
/// One lane: a queue of frames of many connections, read by one long-lived Akka.Streams graph (<see cref="LaneActor"/>). A connection costs no graph, no actor and no timer
/// of its own.
/// </summary>
internal sealed class Lane
{
    /// <summary>Frames that may wait for the lane's stream; then the read loops wait.</summary>
    public const int QueueMax = 4096;

    private readonly Channel<InboundFrame> _frames = Channel.CreateBounded<InboundFrame>(new BoundedChannelOptions(QueueMax) { SingleReader = true });
    private volatile IActorRef _actor = ActorRefs.Nobody;

    /// <summary>The actor that runs it now; another one after a failure.</summary>
    public IActorRef Actor
    {
        get => _actor;
        set => _actor = value;
    }

    public ChannelReader<InboundFrame> Frames => _frames.Reader;

    public ValueTask OfferAsync(InboundFrame frame) => _frames.Writer.WriteAsync(frame);
}
