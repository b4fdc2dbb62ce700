using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Gateway.Actors.Devices;

/// <summary>The way to every DeviceActor, wherever it lives.</summary>
public sealed class DeviceRegion(IActorRef region)
{
    /// <summary>Name of the shard region and type name of the entities. Frozen: it is in shard state and persistence.</summary>
    public const string TypeName = "device";

    /// <summary>Path of the region on each node.</summary>
    public const string RegionPath = "/system/sharding/" + TypeName;

    /// <summary>Path of the manager of the singleton that says where each shard lives, on each node.</summary>
    public const string CoordinatorPath = RegionPath + "Coordinator";

    /// <summary>Sends without waiting. The message may be lost while a shard moves.</summary>
    public void Tell(IDeviceMessage message, IActorRef? sender = null) => region.Tell(message, sender ?? ActorRefs.NoSender);

    /// <summary>Asks and waits for an answer of type <typeparamref name="T"/>.</summary>
    /// <exception cref="AskTimeoutException">No answer in time: the outcome is not known.</exception>
    public Task<T> AskAsync<T>(IDeviceMessage message, TimeSpan timeout, CancellationToken cancellation = default) =>
        region.Ask<T>(message, timeout, cancellation);

    /// <summary>The shards that this node holds, and the DeviceActors in them.</summary>
    /// <exception cref="AskTimeoutException">The region did not answer in time.</exception>
    public async Task<(int Shards, int Actors)> CountAsync(TimeSpan timeout, CancellationToken cancellation = default)
    {
        var stats = await region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, timeout, cancellation);
        return (stats.Stats.Count, stats.Stats.Values.Sum());
    }

    /// <summary>Whether the region of this node has been taken in by the coordinator, which answers.</summary>
    /// <exception cref="AskTimeoutException">No answer in time.</exception>
    public async Task<bool> IsCoordinatedAsync(TimeSpan timeout, CancellationToken cancellation = default) =>
        (await region.Ask<CurrentRegions>(GetCurrentRegions.Instance, timeout, cancellation)).Regions.Count > 0;

    /// <summary>Those of the given devices whose shard this node holds, running or not.</summary>
    /// <exception cref="AskTimeoutException">The region did not answer in time.</exception>
    public async Task<IReadOnlyList<string>> HeldHereAsync(IEnumerable<string> sns, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var stats = await region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, timeout, cancellation);
        var extractor = new DeviceMessageExtractor();
        return [.. sns.Where(sn => stats.Stats.ContainsKey(extractor.ShardId(sn)))];
    }
}
