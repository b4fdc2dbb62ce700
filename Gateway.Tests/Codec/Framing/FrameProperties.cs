using FsCheck.Xunit;
using Gateway.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Framing;

/// <summary>What must hold for all frames and all bytes.</summary>
public sealed class FrameProperties
{
    [Property(MaxTest = 500)]
    public bool WrittenFrame_ReadBack_IsTheSame(
        bool reply, bool little, byte command, ushort number, ushort total, byte status, ulong high, ulong low, byte[] body)
    {
        var side = reply ? FrameSide.Reply : FrameSide.Request;
        var order = little ? ByteOrder.Little : ByteOrder.Big;
        Span<byte> sn = stackalloc byte[16];
        BitConverter.TryWriteBytes(sn, high);
        BitConverter.TryWriteBytes(sn[8..], low);
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, side, order, command, number, total, status, SerialNumber.Read(sn), body);

        var input = new ReadOnlySequence<byte>(output.WrittenMemory);
        var reader = new FrameReader(side, ByteOrderPolicy.Auto);
        Span<byte> readSn = stackalloc byte[16];
        if (reader.TryRead(ref input, out var frame, out _) != FrameReadResult.Frame || !input.IsEmpty) return false;
        frame.Sn.CopyTo(readSn);
        return reader.ByteOrder == order && frame.Command == command && frame.PacketNumber == number && frame.PacketTotal == total
            && frame.Status == status && readSn.SequenceEqual(sn) && frame.Body.Span.SequenceEqual(body);
    }

    [Property(MaxTest = 1000)]
    public bool AnyBytes_InAnyChunks_ProgressAndGiveTheSame(int seed, bool auto, byte chunkLength)
    {
        var bytes = HostileBytes(new Random(seed));
        var policy = auto ? ByteOrderPolicy.Auto : ByteOrderPolicy.Big;
        var whole = Drain(new FrameReader(FrameSide.Request, policy), new ReadOnlySequence<byte>(bytes));
        var chunked = Segments.ReadChunks(new FrameReader(FrameSide.Request, policy), [.. bytes.Chunk(chunkLength + 1)]);
        return whole.SequenceEqual(chunked.Select(f => (f.Result, f.Fault, f.Frame.Command, f.Frame.Body.Length)));
    }

    [Property(MaxTest = 1000)]
    public bool OneByteCorrupted_IsNeverDeliveredAsAFrame(int seed, byte flips, bool little)
    {
        if (flips == 0) return true;
        var random = new Random(seed);
        var body = new byte[random.Next(0, 300)];
        random.NextBytes(body);
        var frame = Frames.Write(FrameSide.Request, little ? ByteOrder.Little : ByteOrder.Big, (byte)random.Next(256), body: body);

        // Not in the magic, where the frame becomes garbage, nor in the length, where another part of the stream would be summed.
        frame[random.Next(4, frame.Length)] ^= flips;
        var (result, _, fault) = Assert.Single(
            Segments.ReadAll(new FrameReader(FrameSide.Request, ByteOrderPolicy.Auto), new ReadOnlySequence<byte>(frame)));
        return result == FrameReadResult.Fault && fault == FrameFault.ChecksumMismatch;
    }

    [Property(MaxTest = 500)]
    public bool MagicOrLengthCorrupted_NeverGivesTheFrameUnlessItsSumFits(int seed, byte flips, bool inLength)
    {
        if (flips == 0) return true;
        var random = new Random(seed);
        var body = new byte[random.Next(0, 300)];
        random.NextBytes(body);
        var frame = Frames.Write(FrameSide.Request, ByteOrder.Big, 0x10, body: body);
        frame[random.Next(0, 2) + (inLength ? 2 : 0)] ^= flips;

        // A frame found all the same is a part of the bytes whose XOR is zero: D3 allows no more than that to be seen.
        var found = Segments.ReadAll(new FrameReader(FrameSide.Request, ByteOrderPolicy.Big), new ReadOnlySequence<byte>(frame));
        return found.Where(f => f.Result == FrameReadResult.Frame).All(f => f.Frame.Body.Length < body.Length);
    }

    /// <summary>Reads to the end and insists that every frame and fault takes bytes.</summary>
    private static List<(FrameReadResult Result, FrameFault Fault, byte Command, int Length)> Drain(FrameReader reader, ReadOnlySequence<byte> input)
    {
        var found = new List<(FrameReadResult, FrameFault, byte, int)>();
        while (true)
        {
            var before = input.Length;
            var result = reader.TryRead(ref input, out var frame, out var fault);
            if (result == FrameReadResult.NeedMore) return found;
            Assert.True(input.Length < before, "No progress.");
            found.Add((result, fault, frame.Command, frame.Body.Length));
            if (fault.IsFatal()) return found;
        }
    }

    /// <summary>Random bytes with magics, headers and right frames strewn in.</summary>
    private static byte[] HostileBytes(Random random)
    {
        var bytes = new List<byte>();
        for (var part = random.Next(1, 12); part > 0; part--)
        {
            var noise = new byte[random.Next(random.Next(10) == 0 ? 12000 : 60)];
            random.NextBytes(noise);
            byte[] piece = random.Next(5) switch
            {
                0 => Frames.Write(FrameSide.Request, ByteOrder.Big, 0x10, body: noise.Length > FrameReader.BodyLengthMax ? [] : noise),
                1 => Frames.Write(FrameSide.Request, ByteOrder.Little, 0x19, body: noise.Length > FrameReader.BodyLengthMax ? [] : noise),
                2 => [0xDD, 0xCC, 0, (byte)random.Next(256), .. noise],
                3 => [0xDD],
                _ => noise
            };
            bytes.AddRange(piece);
        }

        return [.. bytes];
    }
}
