using Akka.Actor;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Commands;
using Gateway.Actors.Feed;
using Gateway.Actors.Serialization;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Tests.Actors.Serialization;

/// <summary>
/// Bytes that nodes of two versions exchange during a rolling upgrade. Worked by hand from the description of the format (Gateway.Tests/Vectors/journal/README.md): version byte
/// 01; texts with length + 1
/// before them; signed numbers zigzag; fixed ones and times (ticks of 100 ns since year 1) 8 bytes little-endian.
/// </summary>
public sealed class GoldenWireTests : TestKit
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero); // 0x08DE77257B574000 ticks
    private static readonly Session Nobodys = new(new SessionId(1, 5), ActorRefs.Nobody, Transport.Socket, "r:1", "n", T0);

    private readonly GatewaySerializer _serializer;

    public GoldenWireTests() => _serializer = new GatewaySerializer((ExtendedActorSystem)Sys);

    public static TheoryData<string, object, string> Vectors => new()
    {
        { "ow1", FeedSequencer.OutboxWritten.Instance, "01" },
        { "gi1", GetClusterIdentity.Instance, "01" },
        { "ci1", new ClusterIdentity("a", "bc", 1, 300), "010261" + "036263" + "02" + "D804" },
        { "gn1", GetNodeStatus.Instance, "01" },
        { "dv1", new DeviceChanged("smz"), "0104736D7A" },
        { "ns1", new NodeStatus("1.2", 300, true, -1, 0, ["a", "bc"]), "0104312E32D8040101000202610362" + "63" },
        { "ai1", new AnswerIdle(5), "010A" },
        { "at1", new AnswerSetTime(-1), "0101" },
        { "cs1", new CloseSession(200, CloseReason.Replaced), "01900301" },
        { "gl1", new GetLiveState("smz"), "0104736D7A" },
        { "rv1", new RevokeSession("a", CloseReason.Revoked), "01026105" },
        {
            "sa1", new SessionAnnounced("a", Nobodys, T0),
            "010261" + "0100000000000000" + "0A" + "00" + "00" + "04723A31" + "026E" + "0040577B2577DE08" + "0040577B2577DE08"
        },
        {
            "fp1", new FeedbackFromPull(new FeedbackReceived("a", Nobodys, T0, CommandType.PersonPush, 2, true, FeedbackOrigin.Specification, "b")),
            "010261" + "0100000000000000" + "0A" + "00" + "00" + "04723A31" + "026E" + "0040577B2577DE08" + "0040577B2577DE08" + "00" + "02" + "01" + "00" + "0262"
        },
        { "se1", new SessionEnded("a", new SessionId(1, 5), T0, CloseReason.Silent), "010261" + "0100000000000000" + "0A" + "0040577B2577DE08" + "02" },
        {
            "hb3", new HeartbeatReceived("a", Nobodys, T0, 2, -61, 60, false, 258),
            "010261" + "0100000000000000" + "0A" + "00" + "00" + "04723A31" + "026E" + "0040577B2577DE08" + "0040577B2577DE08" + "02" + "0179" + "78" + "00" + "0201000000000000"
        },
        {
            "du1", new DeliveryUnsent("a", new SessionId(1, 5), 300, T0, ["x"], [new UnsendableCommand("y", "z")], true, false),
            "010261" + "0100000000000000" + "0A" + "D804" + "0040577B2577DE08" + "010278" + "010279" + "027A" + "01" + "00"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors), DisableDiscoveryEnumeration = true)]
    public void Message_Bytes_AreReadAndWrittenAsEver(string manifest, object message, string hex)
    {
        Assert.Equal(manifest, _serializer.Manifest(message));
        Assert.Equal(hex, Convert.ToHexString(_serializer.ToBinary(message)));
        Assert.Equal(hex, Convert.ToHexString(_serializer.ToBinary(_serializer.FromBinary(Convert.FromHexString(hex), manifest))));
    }
}
