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
    private volatile Action? _wake;
    private int _isAwake = 1;

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

    /// <summary>Puts a frame into the queue; with a queue that is full, when there is room.</summary>
    public ValueTask OfferAsync(in InboundFrame frame)
    {
        if (!_frames.Writer.TryWrite(frame)) return OfferLateAsync(frame);
        WakeIfAsleep();
        return ValueTask.CompletedTask;
    }

    /// <summary>The stream of now, which is awake: it looks into the queue first.</summary>
    /// <param name="wake">Any thread.</param>
    public void WokenBy(Action wake)
    {
        Volatile.Write(ref _isAwake, 1);
        _wake = wake;
    }

    /// <summary>The stream has found the queue empty. True: it will be woken. False: something has come meanwhile.</summary>
    public bool MaySleep()
    {
        Interlocked.Exchange(ref _isAwake, 0); // Not to be seen after the look.
        return _frames.Reader.Count == 0 || Interlocked.Exchange(ref _isAwake, 1) != 0;
    }

    /// <summary>The queue was full, but may be empty, and the stream asleep, by the time there is room.</summary>
    private async ValueTask OfferLateAsync(InboundFrame frame)
    {
        await _frames.Writer.WriteAsync(frame);
        WakeIfAsleep();
    }

    private void WakeIfAsleep()
    {
        Interlocked.MemoryBarrier(); // The frame is to be seen before the look, as in MaySleep.
        if (Volatile.Read(ref _isAwake) == 0 && Interlocked.Exchange(ref _isAwake, 1) == 0) _wake?.Invoke();
    }
}
