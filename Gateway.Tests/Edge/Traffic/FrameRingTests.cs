using System.Text.Json.Nodes;
using Gateway.Codec.Framing;
using Gateway.Edge.Traffic;
using Gateway.Storage.Recording;
using Xunit;

namespace Gateway.Tests.Edge.Traffic;

/// <summary>What a ring makes of a conversation: bounded, masked, repetition counted.</summary>
public sealed class FrameRingTests
{
    private const string Beat = """{"sn":"smz-a03","date_time":"2025-03-01 12:00:00"}""";

    private static readonly DateTimeOffset Start = new(2025, 3, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly RecorderCounts _counts = new(waitingMax: 100);
    private int _second;

    [Fact]
    public void Heartbeats_IdleOnes_AreOnePairThatCounts()
    {
        var ring = Ring(10);
        for (var i = 0; i < 50; i++) BeatAndIdle(ring);

        var taken = Take(ring);

        Assert.Equal(["in heartbeat ×50", "out heartbeat ×50"], taken.Select(Text));
        Assert.Equal((Start.AddSeconds(1), Start.AddSeconds(99)), (taken[0].At, taken[0].LastAt));
        Assert.Equal((2, 98, 0), (_counts.Kept, _counts.Repeated, _counts.Dropped));
    }

    [Fact]
    public void Heartbeat_AnsweredWithACommand_IsAnEntryOfItsOwn()
    {
        var ring = Ring(10);
        BeatAndIdle(ring);
        BeatAndIdle(ring);
        ring.Ask(In(CommandWord.Heartbeat), true, Bytes(Beat), 0);
        ring.Answer(Out(CommandWord.Heartbeat, CommandWord.PersonDelete), default, 0);
        ring.Answer(Out(CommandWord.PersonDelete, FrameStatus.Success), Bytes("""{"user_id":"7"}"""), 0);
        ring.Ask(In(CommandWord.PersonDelete), false, Bytes("""{"result_code":"0000"}"""), 0);
        BeatAndIdle(ring);
        BeatAndIdle(ring);

        Assert.Equal(
            [
                "in heartbeat ×2", "out heartbeat ×2", "in heartbeat ×1", "out heartbeat ×1", "out person delete ×1", "in person delete ×1",
                "in heartbeat ×2", "out heartbeat ×2",
            ],
            Take(ring).Select(Text));
    }

    [Fact]
    public void Heartbeats_OfAnotherConnection_BeginAnew()
    {
        var ring = Ring(10);
        BeatAndIdle(ring);
        ring.Ask(In(CommandWord.Heartbeat, connection: 2), true, Bytes(Beat), 0);
        ring.Answer(Out(CommandWord.Heartbeat, FrameStatus.Idle, connection: 2), default, 0);

        Assert.Equal(4, Take(ring).Count);
    }

    [Fact]
    public void WrongKeys_OnEverNewConnections_AreOnePairThatCounts()
    {
        var ring = Ring(10);
        for (var i = 1; i <= 20; i++)
        {
            ring.Ask(In(CommandWord.Heartbeat, connection: i) with { Note = "cannot be decrypted" }, true, default, 0);
            ring.Answer(Out(CommandWord.Heartbeat, FrameStatus.Failure, connection: i), Bytes("""{"result_code":"9999"}"""), 0);
        }

        Assert.Equal(["in heartbeat ×20", "out heartbeat ×20"], Take(ring).Select(Text));
    }

    [Fact]
    public void Heartbeat_WithoutAnAnswer_IsNotLost()
    {
        var ring = Ring(10);
        BeatAndIdle(ring);
        ring.Ask(In(CommandWord.Heartbeat), true, Bytes(Beat), 0);

        ring.End(7);

        Assert.Equal(7, ring.DueAt);
        Assert.Equal(["in heartbeat ×1", "out heartbeat ×1", "in heartbeat ×1"], Take(ring).Select(Text));
    }

    [Fact]
    public void Frames_MoreThanAreKept_PushOutTheOldest()
    {
        var ring = Ring(4);
        for (var i = 0; i < 10; i++) ring.Ask(In(CommandWord.AttendanceUpload), false, Bytes($$"""{"count":{{i}}}"""), 0);

        Assert.Equal([6, 7, 8, 9], Take(ring).Select(frame => JsonNode.Parse(frame.Json.Span)!["body"]!["count"]!.GetValue<int>()));
        Assert.Equal(4, _counts.Waiting);
    }

    [Fact]
    public void Frames_WithoutRoom_AreDroppedAndCounted()
    {
        var counts = new RecorderCounts(waitingMax: 2);
        var ring = new FrameRing("smz-a03", "n", 10, counts);
        for (var i = 0; i < 5; i++) ring.Ask(In(CommandWord.AttendanceUpload), false, Bytes("{}"), 0);
        Assert.Equal((2, 3, 2), (counts.Kept, counts.Dropped, counts.Waiting));

        Store(ring);
        ring.Ask(In(CommandWord.AttendanceUpload), false, Bytes("{}"), 0);

        Assert.Equal(1, counts.Waiting);
        Assert.Equal(3, JsonNode.Parse(Take(ring)[0].Json.Span)!["dropped_before"]!.GetValue<long>());
    }

    [Fact]
    public void Entries_Stored_AreWrittenAgainOnlyWhenTheyCountMore()
    {
        var ring = Ring(10);
        BeatAndIdle(ring);
        Assert.Equal(FrameRing.NewWithin, ring.DueAt);
        Store(ring);
        Assert.Equal(long.MaxValue, ring.DueAt);
        Assert.Empty(Take(ring));

        BeatAndIdle(ring);

        Assert.Equal(FrameRing.CountsWithin, ring.DueAt);
        Assert.Equal([(1, 2), (2, 2)], Take(ring).Select(frame => (frame.Number, frame.Times)));
    }

    /// <summary>Two entries of each of tens of thousands of terminals wait for nothing but to be counted (0110).</summary>
    [Fact]
    public void Entries_Stored_HoldNothingMoreThanTheirCount()
    {
        var ring = Ring(10);
        BeatAndIdle(ring);
        Assert.All(Take(ring), static frame => Assert.NotEqual(0, frame.Json.Length));
        Store(ring);

        BeatAndIdle(ring);

        Assert.Equal([(2, 0), (2, 0)], Take(ring).Select(static frame => (frame.Times, frame.Json.Length)));
    }

    [Fact]
    public void Entries_NotStored_AreTakenAgain()
    {
        var ring = Ring(10);
        BeatAndIdle(ring);
        Take(ring);

        ring.Failed(1000);

        Assert.Equal(1000 + FrameRing.NewWithin, ring.DueAt);
        Assert.Equal(2, Take(ring).Count);
    }

    [Fact]
    public void Ring_WithSomethingToWrite_IsNotGivenUp()
    {
        var ring = Ring(10);
        BeatAndIdle(ring);
        Assert.False(ring.TryClose(notTouchedSince: 5, now: 9));
        Store(ring);

        Assert.True(ring.TryClose(notTouchedSince: 5, now: 9));
        Assert.False(ring.Ask(In(CommandWord.Heartbeat), true, Bytes(Beat), 10));
    }

    [Fact]
    public void Body_WithPersonalData_IsMasked()
    {
        var photo = Convert.ToBase64String(Enumerable.Range(0, 3000).Select(i => (byte)(i * 7)).ToArray());
        var push = $$"""{"count":"1","users":[{"user_id":"1001","name":"欧阳测试","work_sn":"1001","id_card":"11010519491231002X","face_template":"{{photo}}"}]}""";
        var ring = Ring(10);

        ring.Answer(Out(CommandWord.PersonPush, FrameStatus.Success), Bytes(push), 0);

        var frame = Take(ring)[0];
        var user = JsonNode.Parse(frame.Json.Span)!["body"]!["users"]![0]!;
        Assert.Equal(
            ("1001", "欧***", "110*************2X", "*** (4000 characters)"),
            (user["user_id"]!.GetValue<string>(), user["name"]!.GetValue<string>(), user["id_card"]!.GetValue<string>(), user["face_template"]!.GetValue<string>()));
        Assert.DoesNotContain("阳测试", Encoding.UTF8.GetString(frame.Json.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(photo[..20], Encoding.UTF8.GetString(frame.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Body_ThatIsTooLong_IsLeftOut()
    {
        var ring = Ring(10);
        var logs = string.Join(',', Enumerable.Range(0, 200).Select(i => $$"""{"user_id":"{{i}}"}"""));

        ring.Ask(In(CommandWord.AttendanceUpload), false, Bytes($$"""{"logs":[{{logs}},{{logs}}]}"""), 0);

        var json = Take(ring)[0].Json;
        Assert.True(json.Length <= TrafficJson.LengthMax);
        Assert.Equal("too long to be kept", JsonNode.Parse(json.Span)!["body_note"]!.GetValue<string>());
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static List<RecordedFrame> Take(FrameRing ring)
    {
        var taken = new List<(RingEntry, RecordedFrame Frame)>();
        ring.Take(taken);
        return taken.ConvertAll(one => one.Frame);
    }

    private static void Store(FrameRing ring)
    {
        var taken = new List<(RingEntry Entry, RecordedFrame Frame)>();
        ring.Take(taken);
        ring.Stored(taken.Select((one, i) => (one.Entry, one.Frame.Times, i + 1L)));
    }

    private static string Text(RecordedFrame frame)
    {
        var json = JsonNode.Parse(frame.Json.Span)!;
        return $"{json["direction"]} {json["command"]} ×{frame.Times}";
    }

    private FrameRing Ring(int kept) => new("smz-a03", "n", kept, _counts);

    private void BeatAndIdle(FrameRing ring)
    {
        ring.Ask(In(CommandWord.Heartbeat), true, Bytes(Beat), 0);
        ring.Answer(Out(CommandWord.Heartbeat, FrameStatus.Idle), default, 0);
    }

    private ObservedFrame In(byte command, long connection = 1) => new(Start.AddSeconds(++_second), connection, "[::1]:1", true, command, 0, 0, 1, 64, null, null);

    private ObservedFrame Out(byte command, byte status, long connection = 1) =>
        new(Start.AddSeconds(++_second), connection, "[::1]:1", false, command, 0, 0, status, 0, null, null);
}
