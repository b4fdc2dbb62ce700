using System.Buffers.Binary;

namespace Gateway.Codec.Framing;

/// <summary>
/// Cuts one connection's bytes into frames (§5.2, D1–D4). Keeps the byte order and the count of skipped bytes between calls, nothing else;
/// not for several threads at once.
/// </summary>
public sealed class FrameReader(FrameSide reads, ByteOrderPolicy policy)
{
    /// <summary>Bytes of a header.</summary>
    public const int HeaderLength = 26;

    /// <summary>Bytes of a trailer: the checksum.</summary>
    public const int TrailerLength = 1;

    /// <summary>Least value of the length field: header and trailer. // D2</summary>
    public const int FrameLengthMin = HeaderLength + TrailerLength;

    /// <summary>Greatest value of the length field (0x2800). // D2</summary>
    public const int FrameLengthMax = 10240;

    /// <summary>Longest body, in bytes.</summary>
    public const int BodyLengthMax = FrameLengthMax - FrameLengthMin;

    /// <summary>Most bytes in a row that are skipped in search of a magic. // D4</summary>
    public const int GarbageLengthMax = 10240;

    private int _garbage;

    /// <summary>The byte order of the connection; big-endian until <see cref="OrderKnown"/>.</summary>
    public ByteOrder ByteOrder { get; private set; } = policy == ByteOrderPolicy.Little ? ByteOrder.Little : ByteOrder.Big;

    /// <summary>True once the byte order is settled: at once for a fixed policy, with the first two bytes for <see cref="ByteOrderPolicy.Auto"/>.</summary>
    public bool OrderKnown { get; private set; } = policy != ByteOrderPolicy.Auto;

    /// <summary>Takes the next frame or fault off the front of <paramref name="input"/>.</summary>
    /// <param name="input">What the connection has sent and no call has taken yet; sliced behind whatever was taken, skipped garbage included.</param>
    /// <param name="frame">The frame; its header alone with <see cref="FrameFault.ChecksumMismatch"/> and <see cref="FrameFault.LengthOutOfRange"/>.</param>
    /// <param name="fault">Why there is none, when the result is <see cref="FrameReadResult.Fault"/>.</param>
    /// <remarks>
    /// Total: any bytes give a result, and only <see cref="FrameReadResult.NeedMore"/> takes nothing of a frame. Allocates nothing but the body.
    /// </remarks>
    public FrameReadResult TryRead(ref ReadOnlySequence<byte> input, out Frame frame, out FrameFault fault)
    {
        frame = default;
        fault = FrameFault.None;
        if (!OrderKnown && !TryFindOrder(input)) return FrameReadResult.NeedMore;

        SkipGarbage(ref input);
        if (_garbage > GarbageLengthMax)
        {
            fault = FrameFault.GarbageTooLong;
            return FrameReadResult.Fault;
        }

        if (input.Length < HeaderLength) return FrameReadResult.NeedMore;
        return ReadFrame(ref input, ref frame, ref fault);
    }

    // offset  0       2       4    5       7       9    10                      26         length-1
    //         +-------+-------+----+-------+-------+----+-----------------------+-----------+----+
    //         | magic |length |cmd |number |total  |stat| SN, 16 bytes          | body      |xor |
    //         +-------+-------+----+-------+-------+----+-----------------------+-----------+----+
    // magic: request DD CC, reply CC DD · length: the whole frame · magic, length, number, total in the connection's byte order
    // xor: of everything before it
    private FrameReadResult ReadFrame(ref ReadOnlySequence<byte> input, ref Frame frame, ref FrameFault fault)
    {
        Span<byte> copied = stackalloc byte[HeaderLength];
        scoped var header = input.FirstSpan;
        if (header.Length < HeaderLength)
        {
            input.Slice(0, HeaderLength).CopyTo(copied);
            header = copied;
        }

        int length = ReadUInt16(header[2..]);
        if (length is < FrameLengthMin or > FrameLengthMax) // D2: before any body is awaited
        {
            frame = HeaderOf(header, default);
            fault = FrameFault.LengthOutOfRange;
            input = input.Slice(HeaderLength);
            return FrameReadResult.Fault;
        }

        if (input.Length < length) return FrameReadResult.NeedMore;

        // With the trailer itself the XOR of a right frame is zero.
        var whole = input.Slice(0, length);
        if (Checksum.Xor(whole) != 0) // D3
        {
            frame = HeaderOf(header, default);
            fault = FrameFault.ChecksumMismatch;
        }
        else
        {
            frame = HeaderOf(header, length == FrameLengthMin ? default : whole.Slice(HeaderLength, length - FrameLengthMin).ToArray());
        }

        input = input.Slice(length);
        return fault == FrameFault.None ? FrameReadResult.Frame : FrameReadResult.Fault;
    }

    private Frame HeaderOf(ReadOnlySpan<byte> header, ReadOnlyMemory<byte> body) =>
        new(header[4], ReadUInt16(header[5..]), ReadUInt16(header[7..]), header[9], SerialNumber.Read(header[10..]), body);

    private ushort ReadUInt16(ReadOnlySpan<byte> bytes) =>
        ByteOrder == ByteOrder.Big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    /// <summary>Only the very first two bytes decide: later on the other magic is garbage like any other. // D1</summary>
    private bool TryFindOrder(in ReadOnlySequence<byte> input)
    {
        if (input.Length < 2) return false;
        Span<byte> first = stackalloc byte[2];
        input.Slice(0, 2).CopyTo(first);
        if (BinaryPrimitives.ReadUInt16LittleEndian(first) == Magic.Of(reads)) ByteOrder = ByteOrder.Little;
        OrderKnown = true;
        return true;
    }

    /// <summary>Moves to the next magic, or to a last byte that may begin one; gives up one byte after <see cref="GarbageLengthMax"/>. // D4</summary>
    private void SkipGarbage(ref ReadOnlySequence<byte> input)
    {
        var (first, second) = Magic.Bytes(reads, ByteOrder);
        if (input.FirstSpan is [var b0, var b1, ..] && b0 == first && b1 == second)
        {
            _garbage = 0;
            return;
        }

        var seen = new SequenceReader<byte>(input);
        while (seen.TryAdvanceTo(first, advancePastDelimiter: false))
        {
            if (!seen.TryPeek(1, out var next))
            {
                Skip(ref input, seen.Consumed);
                return;
            }

            if (next == second)
            {
                Skip(ref input, seen.Consumed);
                if (_garbage <= GarbageLengthMax) _garbage = 0;
                return;
            }

            seen.Advance(1);
        }

        Skip(ref input, input.Length);
    }

    private void Skip(ref ReadOnlySequence<byte> input, long bytes)
    {
        input = input.Slice(bytes);
        _garbage = (int)Math.Min(_garbage + bytes, GarbageLengthMax + 1);
    }
}
