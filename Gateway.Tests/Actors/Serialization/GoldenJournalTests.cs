using System.Runtime.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Actors.Serialization;
using Gateway.Actors.Sessions;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Actors.Serialization;

/// <summary>Bytes that stand in journals of the field must be read for ever. The files come from Vectors/journal/generate.py, not from our writer.</summary>
public sealed class GoldenJournalTests : TestKit
{
    private const string Sn = "56F6-A92A-D7071";

    private static readonly DateTimeOffset T0 = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(123);
    private static readonly DateTimeOffset T1 = new(2026, 3, 1, 0, 1, 40, TimeSpan.Zero);
    private static readonly DateTimeOffset T2 = new(2026, 3, 1, 0, 1, 42, 500, TimeSpan.Zero);
    private static readonly DateTimeOffset T7 = T0.AddDays(7);
    private static readonly SessionId Session = new(-7310000000000000001, 300);
    private static readonly Command Push = new("018f-1", CommandType.PersonPush, "u-1001", "person-77", 61234, Hash("ab"), "batch-5", T0, T7);
    private static readonly Command Delete = new("来-2", CommandType.PersonDelete, "u-1002", null, 0, Hash("cd"), null, T0, T7);
    private static readonly Command Clock = new("clock-3", CommandType.ClockSet, null, null, 0, Hash("ef"), null, T0, T7);

    private static readonly Command OfRoster = Delete with { ExpiresAt = Command.Never, Roster = new RosterOrder("工地-7", 300) };

    private static readonly CommandStatus[] Finished =
    [
        new(Push, CommandState.Succeeded, 1, "0000", null, T1, T2), new(Push with { Id = "0" }, CommandState.Superseded, 0, null, "018f-1", null, T1),
    ];

    private static readonly Dictionary<string, object> Expected = new()
    {
        ["kq1"] = new CommandQueued(Sn, Push, T0),
        ["kq1-roster"] = new CommandQueued(Sn, OfRoster, T0),
        ["kh1"] = new CommandsHandedOut(Sn, 0, ["018f-1", "来-2"], HandOutVia.Socket, Session, default, false, T1),
        ["kh2"] = new CommandsHandedOut(Sn, 300, ["018f-1", "来-2"], HandOutVia.Socket, Session, FeedbackRule.Person, true, T1),
        ["kh3"] = new CommandsHandedOut(
            Sn, 300, ["018f-1", "来-2"], HandOutVia.Socket, Session, FeedbackRule.Person, true, T1, AnswerForm.String, true, UnreportedRule.Never),
        ["kr1"] = new CommandsReturned(Sn, 0, ["018f-1"], ReturnReason.NoResult, T2),
        ["kr2"] = new CommandsReturned(Sn, 300, ["018f-1"], ReturnReason.NotSent, T2),
        ["kp1"] = new CommandsSplit(Sn, 0, ["018f-1", "来-2"], "9999", "照片不合格", T2),
        ["kp2"] = new CommandsSplit(Sn, 7, ["018f-1", "来-2"], "9999", "照片不合格", T2),
        ["kp3"] = new CommandsSplit(Sn, 7, ["018f-1", "来-2"], "9999", "照片不合格", T2),
        ["kl1"] = new RoundLost(Sn, 8, ["018f-1", "来-2"], T2),
        ["ko1"] = new HandOutClosed(Sn, 9, CommandType.PersonDelete, ["来-2"], true, false, T2),
        ["ko2"] = new HandOutClosed(Sn, 9, CommandType.PersonDelete, ["来-2"], true, false, T2, ByPull: true, Heard: true),
        ["kg1"] = new ReportHabitsForgotten(Sn, T2),
        ["kb1"] = new FeedbackTaken(Sn, 10, CommandType.PersonPush, 2, true, FeedbackOrigin.Dialect, "下发成功", T2),
        ["kb2"] = new FeedbackTaken(Sn, 10, CommandType.PersonPush, 2, true, FeedbackOrigin.Dialect, "下发成功", T2),
        ["ks2"] = new CommandSucceeded(Sn, Push, 2, "0000", "", T1, T2),
        ["ks2-roster"] = new CommandSucceeded(Sn, OfRoster, 2, "0000", "", T1, T2),
        ["kf2"] = new CommandFailed(Sn, Delete, 1, "9998", "person lost", null, T2),
        ["ks1"] = new CommandSucceeded(Sn, Push, 2, "0000", "", T1, T2),
        ["kf1"] = new CommandFailed(Sn, Delete, 1, "9998", "person lost", null, T2),
        ["kx1"] = new CommandExpired(Sn, Clock, 0, null, null, null, T7),
        ["kc1"] = new CommandCancelled(Sn, Push, 0, null, null, null, T2),
        ["ku1"] = new CommandSuperseded(Sn, Push, 1, null, "来-2", T1, T2),
        ["qs1"] = new CommandQueueSnapshot(
            Sn,
            [new OpenCommand(Delete, 1, T1, false, 0, null), new OpenCommand(Clock, 0, null, false, 0, null), new OpenCommand(Push with { Id = "4" }, 3, T1, true, 0, null)],
            [new OpenHandOut(HandOutVia.Socket, 0, Session, ["来-2"], 0, 0, null), new OpenHandOut(HandOutVia.Http, 0, null, ["4"], 0, 0, null)],
            Finished,
            0,
            false),
        ["qs2"] = new CommandQueueSnapshot(
            Sn,
            [new OpenCommand(Delete, 1, T1, false, 2, T0), new OpenCommand(Clock, 0, null, false, 0, null), new OpenCommand(Push with { Id = "4" }, 3, T1, true, 0, null)],
            [
                new OpenHandOut(HandOutVia.Socket, 6, Session, ["来-2"], 3, 1, null),
                new OpenHandOut(
                    HandOutVia.Http, 300, null, ["4"], 0, 0,
                    new OpenPull(CommandType.PersonPush, FeedbackRule.Person, true, true, ["4", "5"], [new OpenFeedback(true, "成功"), new OpenFeedback(false, null)])),
            ],
            Finished,
            300,
            true),
    };

    static GoldenJournalTests()
    {
        Expected["qs3"] = Expected["qs2"];
        var former = (CommandQueueSnapshot)Expected["qs2"];
        var (frame, pull) = (former.HandOuts[0], former.HandOuts[1]);
        Expected["qs4"] = former with
        {
            Open = [former.Open[0] with { Silence = new Silence(2, 1, 3, T0) }, former.Open[1], former.Open[2]],
            HandOuts = [frame, pull with { Pull = pull.Pull! with { Form = AnswerForm.String, IsProved = true, Unreported = UnreportedRule.Never } }],
            Habits = new ReportHabits(new FeedbackCounts(3, 0), new FeedbackCounts(0, 2), 1, 0, 3, true),
        };
    }

    private readonly GatewaySerializer _serializer;

    public GoldenJournalTests() => _serializer = new GatewaySerializer((ExtendedActorSystem)Sys, new MirrorText());

    [Fact]
    public void Vectors_EveryManifest_IsReadAsEver_AndWrittenIfItStillIs()
    {
        foreach (var (name, expected) in Expected)
        {
            var (bytes, manifest) = (Vector(name), Manifest(name));
            Assert.Equivalent(expected, _serializer.FromBinary(bytes, manifest), strict: true);
            if (!GatewaySerializer.Known.Single(known => known.Manifest == manifest).IsWritten) continue;
            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(_serializer.ToBinary(expected)));
            Assert.Equal(manifest, _serializer.Manifest(expected));
        }
    }

    [Fact]
    public void Vectors_EveryPersistedType_HasOne()
    {
        var persisted = GatewaySerializer.Known.Where(k => k.Type.IsAssignableTo(typeof(ICommandEvent)) || k.Type == typeof(CommandQueueSnapshot));

        Assert.Equal(Expected.Keys.Select(Manifest).Distinct().Order(StringComparer.Ordinal), persisted.Select(k => k.Manifest).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Vectors_CutAnywhereOrLonger_AreRefused()
    {
        foreach (var name in Expected.Keys)
        {
            var (bytes, manifest) = (Vector(name), Manifest(name));
            for (var length = 0; length < bytes.Length; length++)
                Assert.Throws<SerializationException>(() => _serializer.FromBinary(bytes[..length], manifest));
            Assert.Throws<SerializationException>(() => _serializer.FromBinary([.. bytes, 0], manifest));
            Assert.Throws<SerializationException>(() => _serializer.FromBinary([2, .. bytes[1..]], manifest));
        }
    }

    [Fact]
    public void Vectors_EveryByteChanged_AreReadOrRefused()
    {
        foreach (var name in Expected.Keys)
        {
            var (bytes, manifest) = (Vector(name), Manifest(name));
            for (var i = 0; i < bytes.Length; i++)
            {
                foreach (var value in new byte[] { 0, 0x7F, 0x80, 0xFF })
                {
                    var damaged = (byte[])bytes.Clone();
                    damaged[i] = value;
                    var fault = Record.Exception(() => _serializer.FromBinary(damaged, manifest));
                    Assert.True(fault is null or SerializationException, $"{name}[{i}] = {value}: {fault}");
                }
            }
        }
    }

    private static string Hash(string two) => string.Concat(Enumerable.Repeat(two, 32));

    private static string Manifest(string name) => name.Split('-')[0];

    private static byte[] Vector(string name) =>
        Convert.FromHexString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "journal", name + ".hex")).ReplaceLineEndings(""));
}
