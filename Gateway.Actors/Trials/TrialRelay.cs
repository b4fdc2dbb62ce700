using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Gateway.Actors.Wire;

namespace Gateway.Actors.Trials;

/// <summary>Carries orders of certifications, and what was seen of their terminals, to all nodes. A lost one is a line of a report that is not seen.</summary>
public sealed class TrialRelay : ReceiveActor
{
    /// <summary>Frozen: nodes of two versions must agree on it. One that does not know it is not sent anything.</summary>
    private const string Topic = "trials";

    private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;

    public TrialRelay(TrialBoard trials)
    {
        Receive<Spread>(spread => _mediator.Tell(new Publish(Topic, spread.Message)));
        Receive<TrialOrder>(order =>
        {
            if (!IsOwn()) trials.Take(order);
        });
        Receive<TrialSeen>(seen =>
        {
            if (!IsOwn()) trials.Take(seen);
        });
        Receive<SubscribeAck>(static _ => { });
    }

    protected override void PreStart()
    {
        _mediator.Tell(new Subscribe(Topic, Self));
        base.PreStart();
    }

    /// <summary>What this node spreads comes back to it, too; it has taken that already.</summary>
    private bool IsOwn() => Sender.Equals(Self);

    /// <summary>From this node: tell the others.</summary>
    public sealed record Spread(IGatewaySerializable Message);
}
