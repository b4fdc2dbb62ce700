using Gateway.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Framing;

/// <summary>D1–D4, each fault as its own reason, in both byte orders. The frames here are written out by hand.</summary>
public sealed class FrameReaderTests
{
    // SN "A": 41 and fifteen NULs. XOR of DD CC 00 1B 10 41 = 5B (by hand); the byte order does not change it.
    private const string BigIdle = "DDCC001B100000000000" + "41000000000000000000000000000000" + "5B";
    private const string LittleIdle = "CCDD1B00100000000000" + "41000000000000000000000000000000" + "5B";

    [Theory]
    [InlineData(BigIdle, ByteOrderPolicy.Auto, ByteOrder.Big)]
    [InlineData(BigIdle, ByteOrderPolicy.Big, ByteOrder.Big)]
    [InlineData(LittleIdle, ByteOrderPolicy.Auto, ByteOrder.Little)]
    [InlineData(LittleIdle, ByteOrderPolicy.Little, ByteOrder.Little)]
    public void TryRead_FrameByHand_IsRead(string hex, ByteOrderPolicy policy, ByteOrder order)
    {
        var (result, frame, _) = Assert.Single(Read(policy, Convert.FromHexString(hex)));
        Assert.Equal(FrameReadResult.Frame, result);
        Assert.Equal(CommandWord.Heartbeat, frame.Command);
        Assert.Equal("A", frame.Sn.ToString());
        var reader = new FrameReader(FrameSide.Request, policy);
        Segments.ReadAll(reader, new ReadOnlySequence<byte>(Convert.FromHexString(hex)));
        Assert.Equal(order, reader.ByteOrder);
    }

    [Theory]
    [InlineData(BigIdle, ByteOrderPolicy.Little)]
    [InlineData(LittleIdle, ByteOrderPolicy.Big)]
    public void TryRead_OtherOrderThanThePolicys_IsGarbage(string hex, ByteOrderPolicy policy) => Assert.Empty(Read(policy, Convert.FromHexString(hex)));

    [Fact]
    public void TryRead_LittleMagicNotAtTheVeryStart_IsGarbage()
    {
        // D1: only the first two bytes decide.
        Assert.Empty(Read(ByteOrderPolicy.Auto, [0, .. Convert.FromHexString(LittleIdle)]));
        Assert.Single(Read(ByteOrderPolicy.Auto, [.. Convert.FromHexString(BigIdle), .. Convert.FromHexString(LittleIdle)]));
    }

    [Fact]
    public void TryRead_OneByteOnly_LeavesTheOrderOpen()
    {
        var reader = new FrameReader(FrameSide.Request, ByteOrderPolicy.Auto);
        var input = new ReadOnlySequence<byte>([0xCC]);
        Assert.Equal(FrameReadResult.NeedMore, reader.TryRead(ref input, out _, out _));
        Assert.False(reader.OrderKnown);
        Assert.Equal(1, input.Length);
        Assert.True(new FrameReader(FrameSide.Request, ByteOrderPolicy.Big).OrderKnown);
    }

    [Theory]
    [InlineData(ByteOrder.Big, 0)]
    [InlineData(ByteOrder.Big, 26)]
    [InlineData(ByteOrder.Big, 10241)]
    [InlineData(ByteOrder.Big, 65535)]
    [InlineData(ByteOrder.Little, 0)]
    [InlineData(ByteOrder.Little, 26)]
    [InlineData(ByteOrder.Little, 10241)]
    [InlineData(ByteOrder.Little, 65535)]
    public void TryRead_LengthOutOfRange_IsFatalAndGivesTheHeaderBeforeAnyBody(ByteOrder order, int length)
    {
        var header = Convert.FromHexString(order == ByteOrder.Big ? BigIdle : LittleIdle)[..26];
        (header[2], header[3]) = order == ByteOrder.Big ? ((byte)(length >> 8), (byte)length) : ((byte)length, (byte)(length >> 8));
        Assert.Empty(Read(ByteOrderPolicy.Auto, header[..25]));
        var (result, frame, fault) = Assert.Single(Read(ByteOrderPolicy.Auto, header));
        Assert.Equal(FrameReadResult.Fault, result);
        Assert.Equal(FrameFault.LengthOutOfRange, fault);
        Assert.True(fault.IsFatal());
        Assert.Equal(CommandWord.Heartbeat, frame.Command);
        Assert.Equal("A", frame.Sn.ToString());
        Assert.Equal(0, frame.Body.Length);
    }

    [Theory]
    [InlineData(ByteOrder.Big)]
    [InlineData(ByteOrder.Little)]
    public void TryRead_LongestFrame_IsRead(ByteOrder order)
    {
        var frame = Frames.Write(FrameSide.Request, order, CommandWord.AttendanceUpload, body: new byte[FrameReader.BodyLengthMax]);
        Assert.Equal(FrameReader.FrameLengthMax, frame.Length);
        var (result, read, _) = Assert.Single(Read(ByteOrderPolicy.Auto, frame));
        Assert.Equal(FrameReadResult.Frame, result);
        Assert.Equal(10213, read.Body.Length);
    }

    [Theory]
    [InlineData(BigIdle)]
    [InlineData(LittleIdle)]
    public void TryRead_WrongChecksum_DropsThatFrameOnly(string hex)
    {
        var good = Convert.FromHexString(hex);
        byte[] bad = [.. good[..26], (byte)(good[26] ^ 1)];
        var found = Read(ByteOrderPolicy.Auto, [.. bad, .. good]);
        Assert.Equal([FrameReadResult.Fault, FrameReadResult.Frame], found.Select(f => f.Result));
        Assert.Equal(FrameFault.ChecksumMismatch, found[0].Fault);
        Assert.False(found[0].Fault.IsFatal());
        Assert.Equal("A", found[0].Frame.Sn.ToString());
        Assert.Equal(CommandWord.Heartbeat, found[0].Frame.Command);
    }

    [Theory]
    [InlineData(ByteOrder.Big)]
    [InlineData(ByteOrder.Little)]
    public void TryRead_GarbageUpToTheLimit_IsSkipped(ByteOrder order)
    {
        // After a first frame, so that the order is settled (D1).
        var frame = Convert.FromHexString(order == ByteOrder.Big ? BigIdle : LittleIdle);
        var garbage = Garbage(FrameReader.GarbageLengthMax, frame[0]);
        byte[] bytes = [.. frame, .. garbage, .. frame, .. garbage, .. frame];
        Assert.Equal(3, Read(ByteOrderPolicy.Auto, bytes).Count(f => f.Result == FrameReadResult.Frame));
        Assert.Equal(3, Segments.ReadChunks(NewReader(), [.. bytes.Chunk(1000)]).Count(f => f.Result == FrameReadResult.Frame));
    }

    [Theory]
    [InlineData(ByteOrder.Big, 1)]
    [InlineData(ByteOrder.Big, 20480)]
    [InlineData(ByteOrder.Little, 7)]
    [InlineData(ByteOrder.Little, 4096)]
    public void TryRead_GarbageBeyondTheLimit_IsFatal(ByteOrder order, int chunk)
    {
        var frame = Convert.FromHexString(order == ByteOrder.Big ? BigIdle : LittleIdle);
        byte[] bytes = [.. frame, .. Garbage(FrameReader.GarbageLengthMax + 1, frame[0]), .. frame];
        var found = Segments.ReadChunks(NewReader(), [.. bytes.Chunk(chunk)]);
        Assert.Equal(2, found.Count);
        Assert.Equal(FrameReadResult.Fault, found[1].Result);
        Assert.Equal(FrameFault.GarbageTooLong, found[1].Fault);
        Assert.True(found[1].Fault.IsFatal());
        Assert.Equal(0, found[1].Frame.Command);
    }

    [Fact]
    public void TryRead_GarbageThatEndsInHalfAMagic_KeepsTheHalf()
    {
        var frame = Convert.FromHexString(BigIdle);
        Assert.Single(Segments.ReadChunks(NewReader(), [1, 2, 0xDD], [0xDD], frame[1..]));
        Assert.Single(Segments.ReadChunks(NewReader(), [1, 2, 0xDD, 0xDD], frame[1..]));
    }

    [Fact]
    public void TryRead_HttpRequest_NeverGivesAFrame() =>
        Assert.Empty(Read(ByteOrderPolicy.Auto, Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: gateway\r\n\r\n")));

    [Fact]
    public void TryRead_RepliesForATerminal_FindTheirOwnMagic()
    {
        var reader = new FrameReader(FrameSide.Reply, ByteOrderPolicy.Auto);
        var little = Frames.Write(FrameSide.Reply, ByteOrder.Little, CommandWord.Heartbeat);
        Assert.Equal([0xDD, 0xCC], little[..2]);
        Assert.Single(Segments.ReadAll(reader, new ReadOnlySequence<byte>(little)));
        Assert.Equal(ByteOrder.Little, reader.ByteOrder);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public void TryRead_ManyFrames_AllocateTheirBodiesOnly(int bodyLength)
    {
        const int Count = 1000;
        var frame = Frames.Write(FrameSide.Request, ByteOrder.Big, CommandWord.Heartbeat, body: new byte[bodyLength]);
        var whole = new ReadOnlySequence<byte>(frame);
        var split = Segments.Of(frame[..1], frame[1..11], frame[11..]);
        var garbled = Segments.Of([1, 2, 3], frame[..^1], [(byte)(frame[^1] ^ 1)]);
        var reader = NewReader();
        ReadCount(reader, whole, 10);
        ReadCount(reader, split, 10);
        ReadCount(reader, garbled, 10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadCount(reader, whole, Count);
        ReadCount(reader, split, Count);
        ReadCount(reader, garbled, Count);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (2.0 * Count);

        // An array of n bytes: its header and length (24 bytes) and n, rounded up to eight. Nothing for an empty one, nothing for a fault.
        var body = bodyLength == 0 ? 0 : 24 + ((bodyLength + 7) / 8 * 8);
        Assert.InRange(each, 0, body + 0.5);
    }

    private static void ReadCount(FrameReader reader, ReadOnlySequence<byte> bytes, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var input = bytes;
            if (reader.TryRead(ref input, out _, out _) == FrameReadResult.NeedMore) throw new InvalidOperationException("The frame was not read.");
        }
    }

    private static FrameReader NewReader() => new(FrameSide.Request, ByteOrderPolicy.Auto);

    private static List<(FrameReadResult Result, Frame Frame, FrameFault Fault)> Read(ByteOrderPolicy policy, byte[] bytes) =>
        Segments.ReadAll(new FrameReader(FrameSide.Request, policy), new ReadOnlySequence<byte>(bytes));

    /// <summary>Garbage full of first halves of a magic.</summary>
    private static byte[] Garbage(int length, byte first) => [.. Enumerable.Range(0, length).Select(i => i % 3 == 0 ? first : (byte)7)];
}
