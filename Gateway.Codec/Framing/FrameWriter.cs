using System.Buffers.Binary;

namespace Gateway.Codec.Framing;

/// <summary>Writes frames (§5.2); the layout is drawn in <see cref="FrameReader"/>.</summary>
public static class FrameWriter
{
    /// <summary>Writes one frame with its checksum.</summary>
    /// <param name="output">Gets 27 bytes more than the body has.</param>
    /// <param name="side">Whose magic it bears.</param>
    /// <param name="order">The byte order of the connection. // D1</param>
    /// <param name="command">The <see cref="CommandWord"/>.</param>
    /// <param name="packetNumber">0 for a single packet, else from 1. // D7</param>
    /// <param name="packetTotal">0 for a single packet. // D7</param>
    /// <param name="status">See <see cref="FrameStatus"/>.</param>
    /// <param name="sn">Written as the very bytes that came in. // D5</param>
    /// <param name="body">Already encrypted, at most <see cref="FrameReader.BodyLengthMax"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The body is longer; splitting it was up to <see cref="PacketSplitter"/>.</exception>
    public static void Write(
        IBufferWriter<byte> output,
        FrameSide side,
        ByteOrder order,
        byte command,
        ushort packetNumber,
        ushort packetTotal,
        byte status,
        in SerialNumber sn,
        ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, FrameReader.BodyLengthMax, nameof(body));

        var length = FrameReader.FrameLengthMin + body.Length;
        var frame = output.GetSpan(length)[..length];
        WriteUInt16(frame, order, Magic.Of(side));
        WriteUInt16(frame[2..], order, (ushort)length);
        frame[4] = command;
        WriteUInt16(frame[5..], order, packetNumber);
        WriteUInt16(frame[7..], order, packetTotal);
        frame[9] = status;
        sn.CopyTo(frame[10..]);
        body.CopyTo(frame[FrameReader.HeaderLength..]);
        frame[^1] = Checksum.Xor(frame[..^1]);
        output.Advance(length);
    }

    private static void WriteUInt16(Span<byte> destination, ByteOrder order, ushort value)
    {
        if (order == ByteOrder.Big) BinaryPrimitives.WriteUInt16BigEndian(destination, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
    }
}
