namespace Gateway.Codec.Framing;

/// <summary>The two bytes a frame begins with (§5.2).</summary>
internal static class Magic
{
    /// <summary>The 16-bit field: DDCC in a request, CCDD in a reply.</summary>
    public static ushort Of(FrameSide side) => side == FrameSide.Request ? (ushort)0xDDCC : (ushort)0xCCDD;

    /// <summary>The same as it stands on the wire. // D1</summary>
    public static (byte First, byte Second) Bytes(FrameSide side, ByteOrder order)
    {
        var magic = Of(side);
        return order == ByteOrder.Big ? ((byte)(magic >> 8), (byte)magic) : ((byte)magic, (byte)(magic >> 8));
    }
}
