using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Nodes;
using Gateway.Host.Start;

namespace Gateway.Host.Membership;

/// <summary>Tells this node's directory at once and, through the <see cref="DeviceChangeRelay"/>, those of the others.</summary>
internal sealed class ClusterDeviceChanges(DeviceDirectory directory, GatewayNode node) : IDeviceChanges
{
    public void DeviceChanged(string sn)
    {
        directory.DeviceChanged(sn);
        node.DeviceChanges.Tell(new DeviceChangeRelay.Spread(sn));
    }
}
