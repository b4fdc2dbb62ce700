using System.Collections.Immutable;
using Akka.Cluster.Serialization;
using Akka.Cluster.Sharding.Serialization;
using Akka.Cluster.Tools.PublishSubscribe.Serialization;
using Akka.Cluster.Tools.Singleton.Serialization;
using Akka.DistributedData.Serialization;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace Gateway.Actors.Serialization;

/// <summary>
/// Everything that can be read from another node: <see cref="GatewaySerializer"/>, and of Akka's serializers the manifests that a cluster needs. Each of them is written down here;
/// the others are off, the default one (which makes any .NET type by its name) first of all (docs/decisions/0072-what-is-read-from-nodes.md).
/// </summary>
public static class WireSerializers
{
    /// <summary>Akka's names and numbers of those that are off: JSON, byte arrays, any protobuf type, actors made on another node, and what belongs to parts that are not
    /// used.</summary>
    private static readonly (string Name, int Id)[] Off =
    [
        ("json", 1), ("proto", 2), ("daemon-create", 3), ("bytes", 4), ("akka-persistence-message", 7), ("akka-persistence-snapshot", 8), ("akka-cluster-client", 15),
        ("akka-stream-ref", 30), ("reliable-delivery", 36),
    ];

    /// <summary>Joining, gossip, heartbeats, leaving.</summary>
    private static readonly string[] Cluster =
    [
        "Akka.Cluster.InternalClusterAction+InitJoin, Akka.Cluster", "Akka.Cluster.InternalClusterAction+InitJoinAck, Akka.Cluster",
        "Akka.Cluster.InternalClusterAction+InitJoinNack, Akka.Cluster", "Akka.Cluster.InternalClusterAction+Join, Akka.Cluster",
        "Akka.Cluster.InternalClusterAction+Welcome, Akka.Cluster", "Akka.Cluster.InternalClusterAction+ExitingConfirmed, Akka.Cluster",
        "Akka.Cluster.GossipStatus, Akka.Cluster", "Akka.Cluster.GossipEnvelope, Akka.Cluster", "HB", "HBR",
    ];

    /// <summary>The coordinator's state, its talk with the regions, and who they are (asked by readiness); no entity is remembered, started or asked for from afar.</summary>
    private static readonly string[] Sharding = ["AA", "BA", "BC", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BK", "BL", "BM", "DG", "DH"];

    /// <summary>Write, read, gossip of the coordinator's state and their answers.</summary>
    private static readonly string[] Replicator = ["I", "J", "K", "L", "M", "N", "O", "Q", "R"];

    /// <summary>Identify and its answer, and the heartbeats of those who watch.</summary>
    private static readonly string[] Misc = ["ID", "AID", "RWHB", "RWHR"];

    /// <summary>For the actor system of a node.</summary>
    public static SerializationSetup Setup { get; } = SerializationSetup.Create(static system =>
    [
        .. Off.Select(off => Named(off.Name, new ClosedSerializer(system, off.Id))),
        Named("null", new NothingSerializer(system)),
        Named("akka-system-msg", new SystemMessages(system)),
        Named("akka-containers", new AllowedSerializer(system, new MessageContainerSerializer(system), [""])),
        Named("akka-misc", new AllowedSerializer(system, new MiscMessageSerializer(system), Misc)),
        Named("primitive", new AllowedSerializer(system, new PrimitiveSerializers(system, Akka.Configuration.Config.Empty), ["S", "I", "L"])),
        Named("akka-cluster", new AllowedSerializer(system, new ClusterMessageSerializer(system), Cluster)),
        Named("akka-sharding", new AllowedSerializer(system, new ClusterShardingMessageSerializer(system), Sharding)),
        Named("akka-singleton", new AllowedSerializer(system, new ClusterSingletonMessageSerializer(system), ["A", "B", "C", "D"])),
        Named("akka-pubsub", new AllowedSerializer(system, new DistributedPubSubMessageSerializer(system), ["A", "B", "C", "D", "E", "F"])),
        Named("akka-data-replication", new AllowedSerializer(system, new ReplicatorMessageSerializer(system), Replicator)),
        Named("akka-replicated-data", new AllowedSerializer(system, new ReplicatedDataSerializer(system), ["E"], CoordinatorState.Check)),
    ]);

    private static SerializerDetails Named(string name, Serializer serializer) => SerializerDetails.Create(name, serializer, ImmutableHashSet<Type>.Empty);
}
