using System.Runtime.Serialization;

namespace Gateway.Actors.Serialization;

/// <summary>
/// The one value that the nodes keep in common: where the shards are. Akka writes the name of its type beside it and would load whatever type is named there: only this name
/// passes.
/// </summary>
internal static class CoordinatorState
{
    /// <summary>Of the message LWWRegister in Akka.DistributedData: <c>typeInfo</c>.</summary>
    private const int TypeInfoField = 4;

    /// <summary>Of the message TypeDescriptor: <c>typeName</c>.</summary>
    private const int TypeNameField = 2;

    /// <summary>As it is called in Akka.NET, and as it was called before: both are written, as Akka is set.</summary>
    private static readonly string[] Names =
    [
        "Akka.Cluster.Sharding.ShardCoordinator+CoordinatorState, Akka.Cluster.Sharding",
        "Akka.Cluster.Sharding.PersistentShardCoordinator+State, Akka.Cluster.Sharding",
    ];

    /// <exception cref="SerializationException">A register of anything else.</exception>
    public static void Check(byte[] register)
    {
        // A field that is there twice is merged by protobuf: all of them are looked at.
        foreach (var info in ProtobufFields.Of(register, TypeInfoField))
        {
            foreach (var name in ProtobufFields.Of(info, TypeNameField))
            {
                if (!Names.Contains(Encoding.UTF8.GetString(name.Span), StringComparer.Ordinal))
                    throw new SerializationException("A register of another type than the shards' is not read.");
            }
        }
    }
}
