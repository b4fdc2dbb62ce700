using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Nodes;

namespace Gateway.Host.Membership;

/// <summary>Tells this node's directory at once and, through the <see cref="DeviceChangeRelay"/>, those of the others.</summary>
internal sealed class ClusterDeviceChanges(DeviceDirectory directory) : IDeviceChanges
{
    /// <summary>Nobody on a node that is alone.</summary>
    private volatile IActorRef _relay = ActorRefs.Nobody;

    /// <summary>From now on the other nodes hear of it by this <see cref="DeviceChangeRelay"/>.</summary>
    public void SpreadBy(IActorRef relay) => _relay = relay;

    public void DeviceChanged(string sn)
    {
        directory.DeviceChanged(sn);
        _relay.Tell(new DeviceChangeRelay.Spread(sn));
    }
}
