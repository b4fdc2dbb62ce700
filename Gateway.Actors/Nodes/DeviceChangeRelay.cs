using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Gateway.Actors.Devices;
using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Actors.Nodes;

/// <summary>
/// Carries changes of the device table to the directories of all nodes. A lost one is made up for when the entry is read again (<see cref="DeviceDirectoryOptions.KnownFor"/>).
/// </summary>
public sealed class DeviceChangeRelay : ReceiveActor
{
    private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;

    public DeviceChangeRelay(DeviceDirectory directory)
    {
        Receive<Spread>(spread => _mediator.Tell(new Publish(DeviceChanges, new DeviceChanged(spread.Sn))));
        Receive<DeviceChanged>(changed => directory.DeviceChanged(changed.Sn));
        Receive<SubscribeAck>(static _ => { });
    }

    /// <summary>From this node: tell the others.</summary>
    public sealed record Spread(string Sn);

    protected override void PreStart()
    {
        _mediator.Tell(new Subscribe(DeviceChanges, Self));
        base.PreStart();
    }
}
