namespace Gateway.Codec.Framing;

/// <summary>One packet of a message, ready for <see cref="FrameWriter"/>: its number, how many there are, its body. // D7</summary>
public readonly record struct Packet(ushort Number, ushort Total, ReadOnlyMemory<byte> Body);
