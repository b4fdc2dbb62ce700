using Akka.Cluster.Sharding;

namespace Gateway.Actors.Devices;

/// <summary>Routes device messages: the entity is the SN, its shard one of <see cref="Shards"/> by <see cref="StableHash"/>.</summary>
internal sealed class DeviceMessageExtractor : IMessageExtractor
{
    /// <summary>Number of shards. Frozen: all nodes must agree, and it can only change with the whole cluster down.</summary>
    public const int Shards = 200;

    private static readonly string[] ShardNames = [.. Enumerable.Range(0, Shards).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    public string? EntityId(object message) => (message as IDeviceMessage)?.Sn;

    public object? EntityMessage(object message) => message;

    /// <inheritdoc/>
    [Obsolete("Asked for by the interface; sharding calls the overload with the entity id.")]
    public string? ShardId(object message) => message is IDeviceMessage device ? ShardId(device.Sn, null) : null;

    public string ShardId(string entityId, object? messageHint = null) => ShardNames[StableHash.Of(entityId) % Shards];
}
