using Akka.Actor;

namespace Gateway.Actors.Feed;

/// <summary>
/// Wakes the feed's sequencer after a commit that wrote into the outbox: the item is in the feed at once. A call that is lost costs two seconds: the sequencer looks by itself too.
/// Neither blocks nor throws.
/// </summary>
public sealed class OutboxSignal
{
    private volatile IActorRef _sequencer = ActorRefs.Nobody;

    /// <summary>From now on this one is woken.</summary>
    public void Wakes(IActorRef sequencer) => _sequencer = sequencer;

    public void Written() => _sequencer.Tell(FeedSequencer.OutboxWritten.Instance);
}
