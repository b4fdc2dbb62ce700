using System.Reflection;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Gateway.Actors.Serialization;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Actors.Serialization;

/// <summary>Everything that a node can be made to read by another, on the whole node as it starts.</summary>
public sealed class WireSerializersTests : IAsyncLifetime
{
    private TestNode _node = null!;

    private Akka.Serialization.Serialization Serialization => _node.Services.GetRequiredService<ActorSystem>().Serialization;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    /// <summary>By number: what is read, and nothing else. A serializer that Akka brings along later must be put on one of the lists.</summary>
    [Fact]
    public void Serializers_All_AreOursOrBehindAList()
    {
        const string Cluster = "Akka.Cluster.GossipEnvelope, Akka.Cluster|"
            + "Akka.Cluster.GossipStatus, Akka.Cluster|Akka.Cluster.InternalClusterAction+ExitingConfirmed, Akka.Cluster|"
            + "Akka.Cluster.InternalClusterAction+InitJoin, Akka.Cluster|Akka.Cluster.InternalClusterAction+InitJoinAck, Akka.Cluster|"
            + "Akka.Cluster.InternalClusterAction+InitJoinNack, Akka.Cluster|Akka.Cluster.InternalClusterAction+Join, Akka.Cluster|"
            + "Akka.Cluster.InternalClusterAction+Welcome, Akka.Cluster|HB|HBR";
        Assert.Equal(
            [
                "0 nothing", "1 off", "2 off", "3 off", "4 off", "5 " + Cluster, "6 ", "7 off", "8 off", "9 A|B|C|D|E|F", "11 E", "12 I|J|K|L|M|N|O|Q|R",
                "13 AA|BA|BC|BD|BE|BF|BG|BH|BI|BJ|BK|BL|BM|DG|DH", "14 A|B|C|D", "15 off", "16 AID|ID|RWHB|RWHR", "17 I|L|S", "22 d|u|w", "30 off", "36 off", "6960 ours",
            ],
            ById().OrderBy(static known => known.Key).Select(static known => string.Create(CultureInfo.InvariantCulture, $"{known.Key} {ReadBy(known.Value)}")));
    }

    /// <summary>The manifest names a type, for every serializer: none is made, and none is even looked for.</summary>
    [Fact]
    public void Deserialize_NameOfAType_MakesNothing()
    {
        Canary.Made = 0;
        var names = new[] { typeof(Canary).AssemblyQualifiedName!, typeof(Canary).FullName!, "System.Object, System.Private.CoreLib", "" };
        byte[][] bodies = [[], [0x7B, 0x7D], Encoding.UTF8.GetBytes($$"""{"$type":"{{typeof(Canary).AssemblyQualifiedName}}"}"""), ExceptionOf(typeof(Canary))];

        for (var id = -8; id < 7000; id++)
        {
            foreach (var name in names)
                foreach (var body in bodies) MustNotRead(id, name, body);
        }

        Assert.Equal(0, Canary.Made);
    }

    /// <summary>In the middle of what is allowed: a question with a payload of its own, a selection, a state of the cluster's.</summary>
    [Fact]
    public void Deserialize_NameOfATypeInside_MakesNothing()
    {
        Canary.Made = 0;
        foreach (var id in new[] { 1, 2, 3, 4, 16, 22 })
        {
            var payload = Payload(id, typeof(Canary).AssemblyQualifiedName!, Encoding.UTF8.GetBytes($$"""{"$type":"{{typeof(Canary).AssemblyQualifiedName}}"}"""));
            Assert.ThrowsAny<Exception>(() => Serialization.Deserialize(Field(1, payload), 16, "ID"));
            Assert.ThrowsAny<Exception>(() => Serialization.Deserialize(Field(1, payload), 6, ""));
            Assert.ThrowsAny<Exception>(() => Serialization.Deserialize([.. Field(3, payload), .. Field(4, Field(2, Encoding.UTF8.GetBytes("System.String")))], 11, "E"));
        }

        Assert.Equal(0, Canary.Made);
    }

    /// <summary>Merged by protobuf, the last one counts: none of them may be another.</summary>
    [Fact]
    public void CoordinatorState_AnotherTypeBesideItsOwn_IsRefused()
    {
        var own = Field(4, Field(2, "Akka.Cluster.Sharding.ShardCoordinator+CoordinatorState, Akka.Cluster.Sharding"u8.ToArray()));
        var other = Field(4, Field(2, Encoding.UTF8.GetBytes(typeof(Canary).AssemblyQualifiedName!)));

        CoordinatorState.Check(own);
        Assert.Throws<SerializationException>(() => CoordinatorState.Check([.. own, .. other]));
        Assert.Throws<SerializationException>(() => CoordinatorState.Check([.. other, .. own]));
        Assert.Throws<SerializationException>(() => CoordinatorState.Check([0x22, 0x7F]));
    }

    [Fact]
    public void Serialize_WithoutAWireForm_Throws()
    {
        Assert.Throws<SerializationException>(() => Serialization.FindSerializerFor(new WireSerializersTests()).ToBinary(this));
        Assert.Throws<SerializationException>(() => Serialization.FindSerializerFor(new object()).ToBinary(new object()));
        Assert.Throws<SerializationException>(() => Serialization.FindSerializerFor(new byte[1]).ToBinary(new byte[1]));
        var terminate = new Akka.Dispatch.SysMsg.Terminate();
        Assert.Throws<SerializationException>(() => ((SerializerWithStringManifest)Serialization.FindSerializerFor(terminate)).Manifest(terminate));
    }

    private static string ReadBy(Serializer serializer) => serializer switch
    {
        GatewaySerializer => "ours",
        ClosedSerializer => "off",
        NothingSerializer => "nothing",
        SystemMessages => string.Join('|', SystemMessages.Manifests.Order(StringComparer.Ordinal)),
        AllowedSerializer allowed => string.Join('|', allowed.Manifests.Order(StringComparer.Ordinal)),
        var other => other.GetType().FullName!,
    };

    private void MustNotRead(int id, string manifest, byte[] body)
    {
        try
        {
            var read = Serialization.Deserialize(body, id, manifest);
            Assert.True(read is null or ActorSelectionMessage, $"{id} {manifest}: {read}");
        }
        catch (Exception refused) when (refused is SerializationException or Google.Protobuf.InvalidProtocolBufferException or NullReferenceException)
        {
            return; // As it should be.
        }
    }

    /// <summary>Akka shows them to nobody.</summary>
    private IDictionary<int, Serializer> ById() => (IDictionary<int, Serializer>)typeof(Akka.Serialization.Serialization)
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
        .Single(static field => field.FieldType.IsAssignableTo(typeof(IDictionary<int, Serializer>))).GetValue(Serialization)!;

    /// <summary>Akka.Remote's Payload: message, serializerId, messageManifest.</summary>
    private static byte[] Payload(int id, string manifest, byte[] body) => [.. Field(1, body), 0x10, (byte)id, .. Field(3, Encoding.UTF8.GetBytes(manifest))];

    /// <summary>ExceptionData: typeName first.</summary>
    private static byte[] ExceptionOf(Type type) => Field(1, Field(1, Encoding.UTF8.GetBytes(type.AssemblyQualifiedName!)));

    private static byte[] Field(int number, byte[] content)
    {
        var length = new List<byte>();
        for (var rest = content.Length; ; rest >>= 7)
        {
            length.Add((byte)(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest));
            if (rest <= 0x7F) return [(byte)((number << 3) | 2), .. length, .. content];
        }
    }

    /// <summary>A type that an outsider would like to have made: by its constructor, or in the way in which Akka makes exceptions.</summary>
    public sealed class Canary
    {
        public static int Made { get; set; }

        public Canary() => Made++;

        private Canary(SerializationInfo info, StreamingContext context) => Made += context.Equals(null) ? 0 : info.MemberCount + 1;
    }
}
