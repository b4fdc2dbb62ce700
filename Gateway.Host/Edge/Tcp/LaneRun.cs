using Akka.Actor;

namespace Gateway.Edge.Tcp;

/// <summary>One life of a lane: an actor from its start to its end. A connection belongs to one run; when that ends, so does the connection.</summary>
internal sealed class LaneRun(IActorRef actor)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IActorRef Actor { get; } = actor;

    /// <summary>Completes when the actor has stopped: whoever waits for its answer waits in vain.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Called by the actor when it has stopped.</summary>
    public void End() => _ended.TrySetResult();
}
