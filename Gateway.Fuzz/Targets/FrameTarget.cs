using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>A socket's bytes: cut into frames whole and in pieces, which must give the same (§5.2, D1–D4), and joined into messages (D7).</summary>
internal sealed class FrameTarget(FrameSide side) : IFuzzTarget
{
    public string Name => side == FrameSide.Request ? "frames" : "replies";

    public IEnumerable<byte[]> Seeds
    {
        get
        {
            yield return [];
            foreach (var order in new[] { ByteOrder.Big, ByteOrder.Little })
            {
                foreach (var (number, total) in new (ushort, ushort)[] { (0, 0), (1, 1), (1, 2), (2, 2), (0, 3), (1, 3), (2, 3) }) yield return Frame(order, number, total);
                yield return [.. Frame(order, 1, 2), .. Frame(order, 2, 2), .. Frame(order, 0, 0)];
                yield return [0xFF, 0x00, .. Frame(order, 0, 0), 0x7E, .. Frame(order, 0, 0)];
            }
        }
    }

    public IReadOnlyList<byte[]> Words => [Frame(ByteOrder.Big, 0, 0), Frame(ByteOrder.Little, 2, 3), Frame(ByteOrder.Big, 0, 0)[..4], Frame(ByteOrder.Big, 0, 0)[..26]];

    public int Run(byte[] input)
    {
        var whole = Drain(new ReadOnlySequence<byte>(input), input.Length);
        var piece = 1 + (input.Length == 0 ? 0 : input[^1] % 61);
        var pieces = InPieces(input, piece);
        if (!whole.SequenceEqual(pieces)) throw new PropertyBrokenException($"in pieces of {piece} bytes it gives something else");

        var result = new HashCode();
        foreach (var (kind, fault, command, length) in whole.Take(8))
        {
            result.Add(kind);
            result.Add(fault);
            result.Add(command & 0x3F);
            result.Add(length == 0 ? 0 : 1 + (int)Math.Log2(length));
        }

        return result.ToHashCode();
    }

    private byte[] Frame(ByteOrder order, ushort number, ushort total)
    {
        var body = KnownTerminal.Cipher.Encrypt(HeartbeatBody.ToUtf8(KnownTerminal.SnText, "2026-03-01 08:00:00"));
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, side, order, CommandWord.Heartbeat, number, total, 1, KnownTerminal.Sn, body);
        return output.WrittenSpan.ToArray();
    }

    private List<(FrameReadResult Kind, FrameFault Fault, byte Command, int Length)> Drain(ReadOnlySequence<byte> input, int length)
    {
        var (reader, assembler) = (new FrameReader(side, ByteOrderPolicy.Auto), new PacketAssembler(keepsAttachment: true));
        var found = new List<(FrameReadResult, FrameFault, byte, int)>();
        while (Next(reader, assembler, ref input, found))
            if (found.Count > length) throw new PropertyBrokenException("more results than bytes");

        return found;
    }

    private List<(FrameReadResult Kind, FrameFault Fault, byte Command, int Length)> InPieces(byte[] input, int piece)
    {
        var (reader, assembler) = (new FrameReader(side, ByteOrderPolicy.Auto), new PacketAssembler(keepsAttachment: true));
        var found = new List<(FrameReadResult, FrameFault, byte, int)>();
        var (from, to) = (0, 0);
        while (to < input.Length)
        {
            to = Math.Min(to + piece, input.Length);
            var rest = new ReadOnlySequence<byte>(input, from, to - from);
            var ended = false;
            while (!ended && Next(reader, assembler, ref rest, found)) ended = IsFatal(found[^1]);
            if (ended) break;
            from = to - (int)rest.Length;
        }

        return found;
    }

    /// <summary>False: more bytes are needed, or the connection is over.</summary>
    private static bool Next(
        FrameReader reader, PacketAssembler assembler, ref ReadOnlySequence<byte> input, List<(FrameReadResult Kind, FrameFault Fault, byte Command, int Length)> found)
    {
        if (found.Count > 0 && IsFatal(found[^1])) return false;
        var before = input.Length;
        var kind = reader.TryRead(ref input, out var frame, out var fault);
        if (kind == FrameReadResult.NeedMore) return false;
        if (input.Length >= before) throw new PropertyBrokenException("a frame or fault that takes no bytes");
        found.Add((kind, fault, frame.Command, frame.Body.Length));
        if (kind != FrameReadResult.Frame) return true;
        if (assembler.Add(frame, 0, out var message, out _) is AssembleResult.Complete && message.Body.Length + message.Attachment.Length > PacketAssembler.MessageLengthMax)
            throw new PropertyBrokenException("a message above its limit");
        if (assembler.PendingLength > PacketAssembler.MessageLengthMax) throw new PropertyBrokenException("more is held than the limit");
        return true;
    }

    private static bool IsFatal((FrameReadResult Kind, FrameFault Fault, byte Command, int Length) result) => result.Kind == FrameReadResult.Fault && result.Fault.IsFatal();
}
