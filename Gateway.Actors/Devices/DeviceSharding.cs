using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Gateway.Actors.Devices;

/// <summary>Starts the shard region of the DeviceActors.</summary>
public static class DeviceSharding
{
    /// <summary>
    /// An actor that heard nothing for so long is stopped. A live session beats or is closed within 180 s (D21), and a hand-out is over after ten minutes: so
    /// one that is idle has
    /// neither, and no actor needs a timer of its own.
    /// </summary>
    public static readonly TimeSpan PassivateAfter = TimeSpan.FromMinutes(10);

    /// <summary>Starts the region on this node.</summary>
    /// <param name="system">A system with the cluster provider.</param>
    /// <param name="props">The DeviceActor of an SN, see <see cref="DeviceActor.Props(string, DeviceActorOptions)"/>.</param>
    /// <param name="role">Only nodes with this role hold shards; null: all.</param>
    public static DeviceRegion StartDeviceRegion(ActorSystem system, Func<string, Props> props, string? role = null)
    {
        // The extension first: it brings the default configuration that the settings are read from.
        var sharding = ClusterSharding.Get(system);
        var settings = ClusterShardingSettings.Create(system)
            .WithRole(role)
            .WithRememberEntities(false)
            .WithPassivateIdleAfter(PassivateAfter);
        var region = sharding.Start(
            DeviceRegion.TypeName, props, settings, new DeviceMessageExtractor(), sharding.DefaultShardAllocationStrategy(settings), StopDevice.Instance);
        return new DeviceRegion(region);
    }
}
