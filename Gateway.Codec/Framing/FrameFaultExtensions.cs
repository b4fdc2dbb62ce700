namespace Gateway.Codec.Framing;

/// <summary>What a fault means for its connection.</summary>
public static class FrameFaultExtensions
{
    /// <summary>
    /// True if the framing is lost and the connection must be closed. A wrong checksum costs only its frame; the caller counts five in a row. // D2 D3 D4
    /// </summary>
    public static bool IsFatal(this FrameFault fault) => fault is FrameFault.GarbageTooLong or FrameFault.LengthOutOfRange;
}
