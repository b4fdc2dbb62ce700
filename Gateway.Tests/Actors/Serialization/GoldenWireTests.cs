using Akka.Actor;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Commands;
using Gateway.Actors.Feed;
using Gateway.Actors.Habits;
using Gateway.Actors.Serialization;
using Gateway.Actors.Sessions;
using Gateway.Actors.Trials;
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
        { "to1", new TrialOrder("smz", TrialKind.ShiftClock, 300), "0104736D7A" + "0A" + "D804" },
        { "ts1", new TrialSeen("a", "used", "{}"), "010261" + "0575736564" + "037B7D" },
        { "ns1", new NodeStatus("1.2", 300, true, -1, 0, ["a", "bc"]), "0104312E32D8040101000202610362" + "63" },
        { "ai1", new AnswerIdle(5), "010A" },
        { "at1", new AnswerSetTime(-1), "0101" },
        { "cs1", new CloseSession(200, CloseReason.Replaced), "01900301" },
        { "gl1", new GetLiveState("smz"), "0104736D7A" },
        { "fh1", new ForgetHabits("a", T0), "010261" + "0040577B2577DE08" },
        { "hf1", HabitsForgotten.Instance, "01" },
        { "co1", new CancelOpenCommands("a", T0, CancelOpenCommands.Replaced), "010261" + "0040577B2577DE08" + "097265706C61636564" },
        { "ca1", new OpenCommandsCancelled(300), "01D804" },
        {
            "eq1", new EnqueueCommand("a", T0, new Command("b", CommandType.PersonPush, "c", "d", 300, "e", null, T0, Command.Never, new RosterOrder("f", -1))),
            "010261" + "0040577B2577DE08" + "0262" + "80" + "0266" + "01" + "0263" + "0264" + "D804" + "0265" + "00" + "0040577B2577DE08" + "0080CDC9AC27CA2B"
        },
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
            "hb4", new HeartbeatReceived("a", Nobodys, T0, 2, -61, 60, false, 258, UnreportedRule.Never),
            "010261" + "0100000000000000" + "0A" + "00" + "00" + "04723A31" + "026E" + "0040577B2577DE08" + "0040577B2577DE08" + "02"
            + "0179" + "78" + "00" + "0201000000000000" + "02"
        },
        { "fs1", new FrameSent("a", 300, FormParts.FollowUp | FormParts.Photo, -1), "010261" + "D804" + "09" + "01" },
        {
            "de4", new Deliver(5, "a", 300, [], true) { Form = new SocketForm(true, false, true, false, 64, true), Unproved = FormParts.Drain },
            "010A0261" + "D804" + "00" + "01" + "01000100" + "8001" + "01" + "10"
        },
        {
            "rs3", new CommandResultReceived("a", Nobodys, T0, CommandType.PersonPush, 300, ["x"], true, "0000", null, null),
            "010261" + "0100000000000000" + "0A" + "00" + "00" + "04723A31" + "026E" + "0040577B2577DE08" + "0040577B2577DE08" + "00" + "D804" + "01" + "010278"
                + "01" + "0530303030" + "00" + "0000"
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
