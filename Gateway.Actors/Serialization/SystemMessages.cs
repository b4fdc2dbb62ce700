using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace Gateway.Actors.Serialization;

/// <summary>
/// The system messages that nodes send each other: who watches whom, and that one has ended. Akka's own serializer names .NET types, and reads exceptions of any type: those are
/// for
/// actors that one node makes on another, which nobody does here.
/// </summary>
internal sealed class SystemMessages(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["w"] = typeof(Watch),
        ["u"] = typeof(Unwatch),
        ["d"] = typeof(DeathWatchNotification),
    };

    private readonly SystemMessageSerializer _inner = new(system);

    public static IReadOnlyCollection<string> Manifests => Types.Keys;

    public override int Identifier => _inner.Identifier;

    public override string Manifest(object o) =>
        Types.FirstOrDefault(known => known.Value == o.GetType()).Key ?? throw new SerializationException($"{o.GetType().Name} is not sent to another node.");

    public override byte[] ToBinary(object obj) => _inner.ToBinary(obj);

    /// <exception cref="SerializationException">Another system message.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => Types.TryGetValue(manifest, out var type)
        ? _inner.FromBinary(bytes, type)
        : throw new SerializationException($"Manifest '{manifest}' of serializer {Identifier} is not read.");
}
