using Gateway.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Framing;

/// <summary>D7: splitting, and joining within its limits.</summary>
public sealed class PacketTests
{
    private readonly PacketAssembler _assembler = new(keepsAttachment: true);

    [Fact]
    public void Split_NoRawBytes_IsPacket0Of0()
    {
        var packet = Assert.Single(PacketSplitter.Split(new byte[10213], default));
        Assert.Equal((0, 0, 10213), (packet.Number, packet.Total, packet.Body.Length));
    }

    [Theory]
    [InlineData(1, new[] { 8, 1 })]
    [InlineData(10213, new[] { 8, 10213 })]
    [InlineData(10214, new[] { 8, 10213, 1 })]
    [InlineData(30639, new[] { 8, 10213, 10213, 10213 })]
    public void Split_RawBytes_AreCutAndNumberedFrom1(int length, int[] bodies)
    {
        var packets = PacketSplitter.Split(new byte[8], Bytes(length));
        Assert.Equal(bodies, packets.Select(p => p.Body.Length));
        Assert.Equal(Enumerable.Range(1, bodies.Length), packets.Select(p => (int)p.Number));
        Assert.All(packets, p => Assert.Equal(bodies.Length, p.Total));
        Assert.Equal(Bytes(length), packets.Skip(1).SelectMany(p => p.Body.ToArray()));
    }

    [Fact]
    public void Split_JsonTooLong_IsOurBug() => Assert.Throws<ArgumentOutOfRangeException>(() => PacketSplitter.Split(new byte[10214], default));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void Add_SinglePacket_IsAMessage(int number, int total)
    {
        Assert.Equal(AssembleResult.Single, Add(number, total, 0, out var message, out _, [1, 2]));
        Assert.Equal([1, 2], message.Body.ToArray());
        Assert.True(message.Attachment.IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Add_PacketsFrom0Or1_AreJoined(int start)
    {
        Assert.Equal(AssembleResult.NeedMore, Add(start, 3, 0, out _, out _, [1]));
        Assert.Equal(AssembleResult.NeedMore, Add(start + 1, 3, 1000, out _, out _, [2, 3]));
        Assert.True(_assembler.IsPending);
        Assert.Equal(AssembleResult.Complete, Add(start + 2, 3, 2000, out var message, out var reason, [4]));
        Assert.Null(reason);
        Assert.Equal([1], message.Body.ToArray());
        Assert.Equal([2, 3, 4], message.Attachment.ToArray());
        Assert.Equal((CommandWord.PersonPush, FrameStatus.Success, "smz-a03"), (message.Command, message.Status, message.Sn.ToString()));
        Assert.False(_assembler.IsPending);
    }

    [Fact]
    public void Add_SplitterOutput_GivesTheMessageBack()
    {
        AssembledMessage message = default;
        foreach (var packet in PacketSplitter.Split(Bytes(64), Bytes(123_456)))
            _assembler.Add(Packet(packet.Number, packet.Total, packet.Body.ToArray()), 0, out message, out _);

        Assert.Equal(Bytes(64), message.Body.ToArray());
        Assert.Equal(Bytes(123_456), message.Attachment.ToArray());
    }

    [Fact]
    public void Add_SinglePacketInBetween_LeavesTheUnfinishedMessageAlone()
    {
        Add(1, 2, 0, out _, out _, [1]);
        Assert.Equal(AssembleResult.Single, _assembler.Add(Packet(0, 0, [9], CommandWord.Heartbeat), 1, out var single, out _));
        Assert.Equal(CommandWord.Heartbeat, single.Command);
        Assert.Equal(AssembleResult.Complete, Add(2, 2, 2, out var message, out _, [2]));
        Assert.Equal([2], message.Attachment.ToArray());
    }

    [Theory]
    [InlineData(2, 3, "without the packets before it")]
    [InlineData(4, 3, "beyond the total")]
    [InlineData(1, 0, "beyond the total")]
    [InlineData(2, 1, "beyond the total")]
    public void Add_WrongFirstPacket_IsRefused(int number, int total, string reason) => AssertRefused(number, total, 0, reason);

    [Theory]
    [InlineData(2, 4, "packet 2 was repeated")]
    [InlineData(4, 4, "packet 4 where 3 was expected")]
    [InlineData(1, 4, "a second message")]
    [InlineData(0, 4, "packet 0 where 3 was expected")]
    [InlineData(3, 5, "changed from 4 to 5")]
    [InlineData(5, 4, "beyond the total")]
    public void Add_WrongNextPacket_IsRefusedAndDropsTheMessage(int number, int total, string reason)
    {
        Add(1, 4, 0, out _, out _);
        Add(2, 4, 0, out _, out _);
        AssertRefused(number, total, 0, reason);
    }

    [Fact]
    public void Add_NumbersFrom0ButOneTooMany_IsRefused()
    {
        Add(0, 2, 0, out _, out _);
        AssertRefused(2, 2, 0, "beyond the total");
    }

    [Fact]
    public void Add_OtherCommand_IsASecondMessage()
    {
        Add(1, 3, 0, out _, out _);
        Assert.Equal(AssembleResult.Refused, _assembler.Add(Packet(1, 2, [], CommandWord.AttendanceUpload), 0, out _, out var reason));
        Assert.Contains("a second message of several packets (0x19) before the first (0x25)", reason, StringComparison.Ordinal);
        Assert.False(_assembler.IsPending);
    }

    [Fact]
    public void Add_OtherSn_IsRefused()
    {
        Add(1, 2, 0, out _, out _);
        var frame = new Frame(CommandWord.PersonPush, 2, 2, 1, Frames.Sn("other"), default);
        Assert.Equal(AssembleResult.Refused, _assembler.Add(frame, 0, out _, out var reason));
        Assert.Contains("SN changed", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_After60Seconds_IsRefused()
    {
        Add(1, 3, 1000, out _, out _);
        Assert.Equal(AssembleResult.NeedMore, Add(2, 3, 61_000, out _, out _));
        Assert.False(_assembler.HasExpired(121_000));
        Assert.True(_assembler.HasExpired(121_001));
        AssertRefused(3, 3, 121_001, "more than 60 s");
    }

    [Fact]
    public void Add_NewMessageAfterAnExpiredOne_IsTaken()
    {
        Add(1, 3, 0, out _, out _, [1]);
        Assert.Equal(AssembleResult.NeedMore, Add(1, 2, 60_001, out _, out _, [7]));
        Assert.Equal(AssembleResult.Complete, Add(2, 2, 60_002, out var message, out _, [8]));
        Assert.Equal([7], message.Body.ToArray());
    }

    [Fact]
    public void Add_MoreThan4Mebibytes_IsRefused()
    {
        const int Part = 10_000;
        var total = (PacketAssembler.MessageLengthMax / Part) + 1;
        for (var number = 1; number < total; number++) Assert.Equal(AssembleResult.NeedMore, Add(number, total, 0, out _, out _, new byte[Part]));
        Assert.InRange(_assembler.PendingLength, PacketAssembler.MessageLengthMax - Part, PacketAssembler.MessageLengthMax);
        Assert.Equal(AssembleResult.Refused, Add(total, total, 0, out _, out var reason, new byte[Part]));
        Assert.Contains("at most 4194304 bytes", reason, StringComparison.Ordinal);
        Assert.Equal(0, _assembler.PendingLength);
    }

    [Fact]
    public void Add_AttachmentsNotKept_HoldsTheFirstPacketAndCountsTheOthers()
    {
        var counting = new PacketAssembler(keepsAttachment: false);
        counting.Add(Packet(1, 3, Bytes(100)), 0, out _, out _);
        counting.Add(Packet(2, 3, Bytes(10_000)), 0, out _, out _);
        Assert.Equal((100, 10_100), (counting.HeldLength, counting.PendingLength));

        Assert.Equal(AssembleResult.Complete, counting.Add(Packet(3, 3, Bytes(7)), 0, out var message, out _));
        Assert.Equal(Bytes(100), message.Body.ToArray());
        Assert.True(message.Attachment.IsEmpty);
    }

    [Fact]
    public void Expire_OverdueMessage_LetsGoOfItsBytesAndRefusesItsNextPacket()
    {
        Add(1, 3, 0, out _, out _, Bytes(100));
        Assert.False(_assembler.Expire(60_000));
        Assert.Equal(100, _assembler.HeldLength);

        Assert.True(_assembler.Expire(60_001));
        Assert.Equal(0, _assembler.HeldLength);
        AssertRefused(2, 3, 70_000, "more than 60 s");
        Assert.Equal(AssembleResult.NeedMore, Add(1, 2, 70_001, out _, out _));
    }

    [Fact]
    public void Drop_UnfinishedMessage_IsForgotten()
    {
        Add(1, 2, 0, out _, out _);
        _assembler.Drop();
        Assert.False(_assembler.HasExpired(long.MaxValue));
        AssertRefused(2, 2, 0, "without the packets before it");
    }

    private void AssertRefused(int number, int total, long now, string expected)
    {
        Assert.Equal(AssembleResult.Refused, Add(number, total, now, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.False(_assembler.IsPending);
    }

    private AssembleResult Add(int number, int total, long now, out AssembledMessage message, out string? reason, byte[]? body = null) =>
        _assembler.Add(Packet(number, total, body ?? [0]), now, out message, out reason);

    private static Frame Packet(int number, int total, byte[] body, byte command = CommandWord.PersonPush) =>
        new(command, (ushort)number, (ushort)total, FrameStatus.Success, Frames.Sn("smz-a03"), body);

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];
}
