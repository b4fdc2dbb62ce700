using System.Runtime.InteropServices;

namespace Gateway.Codec.Framing;

/// <summary>The trailer of a frame: the XOR of all header and body bytes (§5.2, calcChecksum).</summary>
internal static class Checksum
{
    public static byte Xor(ReadOnlySpan<byte> bytes)
    {
        // Eight at a time: XOR does not care about order, so the lanes may be folded at the end.
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        ulong lanes = 0;
        foreach (var word in words) lanes ^= word;
        lanes ^= lanes >> 32;
        lanes ^= lanes >> 16;
        lanes ^= lanes >> 8;
        var sum = (byte)lanes;
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) sum ^= rest;
        return sum;
    }

    public static byte Xor(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment) return Xor(bytes.FirstSpan);
        byte sum = 0;
        foreach (var segment in bytes) sum ^= Xor(segment.Span);
        return sum;
    }
}
