namespace Gateway.Storage.Attendance;

/// <summary>How much of something the quarantine takes.</summary>
/// <param name="Bytes">Of the contents, as they came.</param>
public readonly record struct QuarantineBound(long Entries, long Bytes)
{
    /// <summary>Whether there is room for one more content of that many bytes.</summary>
    public bool Fits(QuarantineBound used, long bytes) => used.Entries < Entries && used.Bytes + bytes <= Bytes;

    /// <summary>Whether half of it, in entries or bytes, is used.</summary>
    public bool IsHalf(QuarantineBound used) => used.Entries * 2 >= Entries || used.Bytes * 2 >= Bytes;
}
