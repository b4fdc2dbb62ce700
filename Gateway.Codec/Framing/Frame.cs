namespace Gateway.Codec.Framing;

/// <summary>One frame: header and body (§5.2). The body is still encrypted and belongs to the frame alone.</summary>
public readonly struct Frame(byte command, ushort packetNumber, ushort packetTotal, byte status, in SerialNumber sn, ReadOnlyMemory<byte> body)
{
    /// <summary>The <see cref="CommandWord"/>.</summary>
    public byte Command { get; } = command;

    /// <summary>0 for a single packet, else counted from 1 (some count from 0). // D7</summary>
    public ushort PacketNumber { get; } = packetNumber;

    /// <summary>0 for a single packet. // D7</summary>
    public ushort PacketTotal { get; } = packetTotal;

    /// <summary>Device state in a request; <see cref="FrameStatus"/> or a follow-up command word in a reply.</summary>
    public byte Status { get; } = status;

    /// <summary>The terminal's serial number, as the 16 bytes that came.</summary>
    public SerialNumber Sn { get; } = sn;

    /// <summary>The raw body, 0..<see cref="FrameReader.BodyLengthMax"/> bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>The header for people; never the body.</summary>
    public override string ToString() => $"{CommandWord.Name(Command)} {PacketNumber}/{PacketTotal} status {Status} SN {Sn}, {Body.Length} bytes";
}
