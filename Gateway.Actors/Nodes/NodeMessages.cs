using Gateway.Actors.Wire;

namespace Gateway.Actors.Nodes;

/// <summary>What nodes tell each other of themselves and of the device table. Every one of these crosses nodes; each may be lost.</summary>
public static class NodeMessages
{
    /// <summary>Name of the actor that answers for a node, under <c>/user</c>. Frozen: other nodes ask it by path.</summary>
    public const string StatusActor = "node-status";

    /// <summary>Topic of <see cref="DeviceChanged"/>. Frozen.</summary>
    public const string DeviceChanges = "device-changes";

    /// <summary>Answered with <see cref="NodeStatus"/>.</summary>
    public sealed class GetNodeStatus : IGatewaySerializable
    {
        public static readonly GetNodeStatus Instance = new();
    }

    /// <summary>A node about itself.</summary>
    /// <param name="Version">Of its program.</param>
    /// <param name="Connections">Open connections of its device socket.</param>
    /// <param name="Shards">Shards that it holds; -1 when its region did not answer.</param>
    /// <param name="DeviceActors">DeviceActors in them; -1 when its region did not answer.</param>
    /// <param name="Singletons">Names of the singletons that run on it.</param>
    public sealed record NodeStatus(string Version, int Connections, bool Draining, int Shards, int DeviceActors, IReadOnlyList<string> Singletons) : IGatewaySerializable;

    /// <summary>Asked before a node joins. Answered with <see cref="ClusterIdentity"/>. Frozen, with its answer: nodes of all versions must understand each other so far.</summary>
    public sealed class GetClusterIdentity : IGatewaySerializable
    {
        public static readonly GetClusterIdentity Instance = new();
    }

    /// <summary>What all nodes of one cluster have in common.</summary>
    /// <param name="Name"><c>Gateway:Cluster:Name</c>.</param>
    /// <param name="Store">Id of the database.</param>
    /// <param name="WireVersion">Of what nodes say to each other; counts up when an older node could not read it.</param>
    /// <param name="JournalVersion">Of what stands in the journal, likewise.</param>
    public sealed record ClusterIdentity(string Name, string Store, int WireVersion, int JournalVersion) : IGatewaySerializable;

    /// <summary>A row of the device table was written or deleted; caches of it forget the device.</summary>
    public sealed record DeviceChanged(string Sn) : IGatewaySerializable;
}
