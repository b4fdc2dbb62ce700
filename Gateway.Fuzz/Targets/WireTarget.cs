using System.Runtime.Serialization;
using Gateway.Actors.Serialization;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>
/// What a node reads of another: any number of a serializer, any manifest, any bytes. Ours says no in one way; Akka's may fail in any, which remoting forgives. Nothing is made but
/// messages of Akka's and ours.
/// </summary>
internal sealed class WireTarget : IFuzzTarget
{
    private static readonly string[] Manifests =
    [
        .. GatewaySerializer.Manifests, "", "ID", "AID", "RWHB", "RWHR", "w", "u", "d", "S", "I", "L", "HB", "HBR", "Akka.Cluster.GossipEnvelope, Akka.Cluster",
        "Akka.Cluster.InternalClusterAction+Join, Akka.Cluster", "Akka.Cluster.InternalClusterAction+Welcome, Akka.Cluster", "AA", "BA", "BD", "BE", "A", "B", "E", "N", "I",
        "System.Version, System.Private.CoreLib", "Akka.Remote.DaemonMsgCreate, Akka.Remote",
    ];

    /// <summary>Of the serializers that read anything.</summary>
    private static readonly int[] Ids = [5, 6, 9, 11, 12, 13, 14, 16, 17, 22, GatewaySerializer.Id];

    public string Name => "wire";

    /// <summary>Two bytes of the serializer's number, one of the manifest, the body.</summary>
    public IEnumerable<byte[]> Seeds =>
    [
        .. Enumerable.Range(0, 40).Select(static id => new byte[] { (byte)id, 0, 0 }),
        .. Enumerable.Range(0, Manifests.Length).SelectMany(static index => Ids.Select(id => new byte[] { (byte)id, (byte)(id >> 8), (byte)index, 1 })),
    ];

    public IReadOnlyList<byte[]> Words =>
    [
        "akka.ssl.tcp://gateway@127.0.0.1:4053/user/a"u8.ToArray(), [1], [0x0A], [0x12], [0x1A], [0x22], [0x10, 1], [0x10, 6], [0x10, 16], [0x10, 11], [0xB0, 0x36],
        "ID"u8.ToArray(), "System.Version, System.Private.CoreLib"u8.ToArray(), "{\"$type\":\"System.Version, System.Private.CoreLib\"}"u8.ToArray(),
        [0xFF, 0xFF, 0xFF, 0xFF, 0x07],
        "Akka.Cluster.Sharding.ShardCoordinator+CoordinatorState, Akka.Cluster.Sharding"u8.ToArray(),
    ];

    public int Run(byte[] input)
    {
        if (input.Length < 3) return 0;
        var (id, manifest) = (input[0] | (input[1] << 8), Manifests[input[2] % Manifests.Length]);
        try
        {
            var read = FuzzedNode.Instance.System.Serialization.Deserialize(input[3..], id, manifest);
            var home = read?.GetType().Assembly.GetName().Name ?? "Akka";
            if (home != "Gateway.Actors" && !home.StartsWith("Akka", StringComparison.Ordinal) && read is not (string or int or long))
                throw new PropertyBrokenException($"it made a {read!.GetType()}");
            return HashCode.Combine(id, manifest, read is null);
        }
        catch (SerializationException refused)
        {
            return HashCode.Combine(id, refused.Message.Length);
        }
#pragma warning disable CA1031 // Whatever Akka's own readers throw: remoting logs it, and the link lives.
        catch (Exception failure) when (failure is not (PropertyBrokenException or OutOfMemoryException) && id != GatewaySerializer.Id)
#pragma warning restore CA1031
        {
            return HashCode.Combine(id, failure.GetType());
        }
    }
}
