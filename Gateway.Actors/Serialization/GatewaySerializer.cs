using System.Collections.Frozen;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Gateway.Actors.Commands;
using Gateway.Actors.Wire;

namespace Gateway.Actors.Serialization;

/// <summary>
/// The serializer of everything of ours that crosses nodes or is persisted. A body is a version byte and the fields in order (<see cref="WireWriter"/>); the manifest says which.
/// To
/// change a body: read the new manifest everywhere first, write it in a later release.
/// </summary>
public sealed class GatewaySerializer : SerializerWithStringManifest
{
    /// <summary>The identifier of this serializer in journals and on the wire. Frozen.</summary>
    public const int Id = 6960;

    /// <summary>The first byte of every body.</summary>
    private const byte Version = 1;

    private static readonly WireFormat[] Formats = [.. DeviceMessageFormats.All, .. JournalFormats.All, .. ClusterFormats.All];
    private static readonly FrozenDictionary<Type, WireFormat> ByType = Formats.Where(f => f.Write is not null).ToFrozenDictionary(f => f.Type);
    private static readonly FrozenDictionary<string, WireFormat> ByManifest = Formats.ToFrozenDictionary(f => f.Manifest, StringComparer.Ordinal);

    [ThreadStatic]
    private static WireWriter? _writer;

    private readonly IHiddenText? _hidden;

    /// <summary>Made by Akka, as <c>hocon/serialization.conf</c> says.</summary>
    public GatewaySerializer(ExtendedActorSystem system)
        : base(system) => _hidden = system.Settings.Setup.Get<HiddenTextSetup>() is { HasValue: true, Value: var setup } ? setup.Hidden : null;

    /// <summary>With a cipher of the caller's.</summary>
    internal GatewaySerializer(ExtendedActorSystem? system, IHiddenText? hidden)
        : base(system) => _hidden = hidden;

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <summary>Every manifest that is read, with its type, and whether it is still written.</summary>
    internal static IEnumerable<(Type Type, string Manifest, bool IsWritten)> Known => Formats.Select(f => (f.Type, f.Manifest, f.Write is not null));

    /// <summary>Every manifest that is read.</summary>
    public static IReadOnlyCollection<string> Manifests => ByManifest.Keys;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The type has no wire form.</exception>
    public override string Manifest(object o) => FormatOf(o).Manifest;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The type has no wire form.</exception>
    public override byte[] ToBinary(object obj) => Write(FormatOf(obj), obj, _hidden);

    private static byte[] Write(WireFormat format, object obj, IHiddenText? hidden)
    {
        var writer = _writer ??= new WireWriter();
        writer.Reset();
        writer.Cipher = hidden;
        writer.Byte(Version);
        format.Write!(writer, obj);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Unknown manifest or version, or damaged bytes.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => Read(bytes, manifest, system.Provider, _hidden);

    /// <summary>Reads an event as it stands in the journal. Needs no actor system: an event refers to no actor.</summary>
    /// <exception cref="SerializationException">Unknown manifest or version, damaged bytes, or no event.</exception>
    public static ICommandEvent ReadEvent(byte[] bytes, string manifest, IHiddenText hidden) =>
        Read(bytes, manifest, provider: null, hidden) as ICommandEvent ?? throw new SerializationException($"Manifest '{manifest}' is no event.");

    /// <summary>Manifests of events and snapshots in which a terminal's words stand in clear.</summary>
    public static IReadOnlyList<string> ClearManifests => JournalFormats.Clear;

    /// <summary>The same event or snapshot as it is written today.</summary>
    public static (byte[] Bytes, string Manifest) Renew(byte[] bytes, string manifest, IHiddenText hidden)
    {
        var value = Read(bytes, manifest, provider: null, hidden);
        var format = FormatOf(value);
        return (Write(format, value, hidden), format.Manifest);
    }

    private static object Read(byte[] bytes, string manifest, IActorRefProvider? provider, IHiddenText? hidden)
    {
        if (!ByManifest.TryGetValue(manifest, out var format)) throw new SerializationException($"Unknown manifest '{manifest}'.");
        var reader = new WireReader(bytes, provider, hidden);
        var version = reader.Byte();
        if (version != Version) throw new SerializationException($"Unknown version {version} of manifest '{manifest}'.");
        var value = format.Read(ref reader);
        return reader.AtEnd ? value : throw new SerializationException($"Bytes left over after manifest '{manifest}'.");
    }

    private static WireFormat FormatOf(object value) => ByType.TryGetValue(value.GetType(), out var format)
        ? format
        : throw new SerializationException($"{value.GetType().Name} has no wire form.");
}
