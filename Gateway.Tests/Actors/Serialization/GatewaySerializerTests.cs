using System.Reflection;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using FsCheck.Xunit;
using Gateway.Actors.Serialization;
using Gateway.Actors.Wire;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Actors.Serialization;

public sealed class GatewaySerializerTests : TestKit
{
    private readonly GatewaySerializer _serializer;

    public GatewaySerializerTests()
        : base(ConfigurationFactory.ParseString(File.ReadAllText(SerializationConf()))) => _serializer = new GatewaySerializer((ExtendedActorSystem)Sys, new MirrorText());

    [Fact]
    public void Known_EveryMarkedType_HasItsOwnManifest()
    {
        var marked = typeof(IGatewaySerializable).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IGatewaySerializable)));

        var written = GatewaySerializer.Known.Where(known => known.IsWritten).Select(known => known.Type.Name);
        Assert.Equal(marked.Select(t => t.Name).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.Distinct(GatewaySerializer.Known.Select(k => k.Manifest));
        Assert.Equal(6960, _serializer.Identifier);
    }

    [Fact]
    public void Hocon_EveryKnownType_IsBoundToThisSerializer()
    {
        Assert.All(GatewaySerializer.Known, known => Assert.IsType<GatewaySerializer>(Sys.Serialization.FindSerializerForType(known.Type)));
        Assert.Equal("gateway", Sys.Settings.Config.GetString("akka.actor.serialization-bindings.\"Gateway.Actors.Wire.IGatewaySerializable, Gateway.Actors\""));
    }

    [Fact]
    public void FromBinary_UnknownManifest_Throws() =>
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([1], "zz9"));

    [Fact]
    public void ToBinary_UnknownType_Throws() => Assert.Throws<SerializationException>(() => _serializer.ToBinary("text"));

    [Property(MaxTest = 20)]
    public void RoundTrip_AnyMessageOrEvent_IsTheSame(int seed)
    {
        var random = new Random(seed);
        foreach (var (type, manifest, _) in GatewaySerializer.Known.Where(known => known.IsWritten))
        {
            var value = Make(type, random);
            var read = _serializer.FromBinary(_serializer.ToBinary(value), manifest);
            Assert.IsType(type, read);
            Assert.Equivalent(Comparable(value), Comparable(read), strict: true);
        }
    }

    /// <summary>A value through its longest constructor. Null wherever the signature allows it, half of the time.</summary>
    private object Make(Type type, Random random)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var nullability = new NullabilityInfoContext();
        return constructor.Invoke([.. constructor.GetParameters().Select(p =>
            nullability.Create(p).WriteState == NullabilityState.Nullable && random.Next(2) == 0 ? null : MakePart(p.ParameterType, random))]);
    }

    private object MakePart(Type type, Random random)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))!;
        if (type.IsGenericType)
        {
            var item = type.GetGenericArguments()[0];
            var array = Array.CreateInstance(item, random.Next(4));
            for (var i = 0; i < array.Length; i++) array.SetValue(MakePart(item, random), i);
            return array;
        }

        return type switch
        {
            _ when type == typeof(string) => new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(1, 0xD7FF))]),
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(byte) => (byte)random.Next(256),
            _ when type == typeof(int) => random.Next(3) switch { 0 => int.MinValue, 1 => random.Next(-1000, 1000), _ => int.MaxValue },
            _ when type == typeof(long) => random.Next(3) switch { 0 => long.MinValue, 1 => random.NextInt64(-1000, 1000), _ => long.MaxValue },
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(random.NextInt64(DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero),
            _ when type == typeof(IActorRef) => random.Next(3) == 0 ? ActorRefs.Nobody : TestActor,
            _ => Make(type, random),
        };
    }

    /// <summary>The fields by name; actor references by path, since a deep comparison must not walk into an actor system.</summary>
    private static object? Comparable(object? value) => value switch
    {
        null or string or DateTimeOffset => value,
        IActorRef actor => actor.Path.ToString(),
        System.Collections.IEnumerable items => items.Cast<object>().Select(Comparable).ToArray(),
        _ when value.GetType().IsPrimitive || value.GetType().IsEnum => value,
        _ => value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).ToDictionary(p => p.Name, p => Comparable(p.GetValue(value))),
    };

    private static string SerializationConf()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("Gateway.sln");
        return Path.Combine(folder.FullName, "hocon", "serialization.conf");
    }
}
