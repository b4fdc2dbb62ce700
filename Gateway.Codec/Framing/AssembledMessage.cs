namespace Gateway.Codec.Framing;

/// <summary>A message of one or several packets. // D7</summary>
public readonly struct AssembledMessage(byte command, byte status, in SerialNumber sn, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> attachment)
{
    /// <summary>The <see cref="CommandWord"/> of all its packets.</summary>
    public byte Command { get; } = command;

    /// <summary>The status byte of the first packet.</summary>
    public byte Status { get; } = status;

    /// <summary>The SN of all its packets.</summary>
    public SerialNumber Sn { get; } = sn;

    /// <summary>The first packet's body: encrypted JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>The bodies of the other packets, joined: raw bytes. Empty for a single packet, and where they are not kept.</summary>
    public ReadOnlyMemory<byte> Attachment { get; } = attachment;
}
