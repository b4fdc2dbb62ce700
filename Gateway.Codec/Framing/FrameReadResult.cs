namespace Gateway.Codec.Framing;

/// <summary>What one call of <see cref="FrameReader.TryRead"/> found.</summary>
public enum FrameReadResult
{
    /// <summary>No complete frame yet.</summary>
    NeedMore,

    /// <summary>A frame, and its checksum is right.</summary>
    Frame,

    /// <summary>A fault; see <see cref="FrameFault"/>.</summary>
    Fault
}
