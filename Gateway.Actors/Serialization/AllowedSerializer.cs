using System.Collections.Frozen;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Gateway.Actors.Serialization;

/// <summary>A serializer of Akka's behind a list: what it reads of other nodes is what a cluster says to itself, and never by the name of a .NET type.</summary>
internal sealed class AllowedSerializer : SerializerWithStringManifest
{
    private readonly Serializer _inner;
    private readonly FrozenSet<string> _manifests;
    private readonly Action<byte[]>? _check;

    /// <param name="inner">Writes, and reads what is allowed. One that takes a type in the place of a manifest is given none.</param>
    /// <param name="manifests">Those that may be read.</param>
    /// <param name="check">Throws for bytes that must not reach the inner one.</param>
    public AllowedSerializer(ExtendedActorSystem system, Serializer inner, IEnumerable<string> manifests, Action<byte[]>? check = null)
        : base(system)
    {
        _inner = inner;
        _manifests = manifests.ToFrozenSet(StringComparer.Ordinal);
        _check = check;
    }

    public override int Identifier => _inner.Identifier;

    public IReadOnlyCollection<string> Manifests => _manifests;

    public override string Manifest(object o) => _inner is SerializerWithStringManifest named ? named.Manifest(o) : "";

    public override byte[] ToBinary(object obj) => _inner.ToBinary(obj);

    /// <exception cref="SerializationException">The manifest is none that a node of ours sends.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!_manifests.Contains(manifest ?? "")) throw new SerializationException($"Manifest '{manifest}' of serializer {Identifier} is not read.");
        _check?.Invoke(bytes);
        return _inner is SerializerWithStringManifest named ? named.FromBinary(bytes, manifest!) : _inner.FromBinary(bytes, (Type)null!);
    }
}
