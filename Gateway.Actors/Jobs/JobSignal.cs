using Akka.Actor;
using Gateway.Actors.Feed;

namespace Gateway.Actors.Jobs;

/// <summary>Wakes the runner of jobs, on whatever node it is, after a commit. A call that is lost costs one of its looks. Neither blocks nor throws.</summary>
public sealed class JobSignal
{
    private volatile IActorRef _runner = ActorRefs.Nobody;

    /// <summary>From now on this one is woken.</summary>
    public void Wakes(IActorRef runner) => _runner = runner;

    public void Written() => _runner.Tell(FeedSequencer.OutboxWritten.Instance);
}
