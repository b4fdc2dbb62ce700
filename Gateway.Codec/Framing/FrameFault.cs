namespace Gateway.Codec.Framing;

/// <summary>Why bytes are not a frame.</summary>
public enum FrameFault
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>More than <see cref="FrameReader.GarbageLengthMax"/> bytes in a row without a magic. // D4</summary>
    GarbageTooLong,

    /// <summary>The length field is outside of <see cref="FrameReader.FrameLengthMin"/>..<see cref="FrameReader.FrameLengthMax"/>. // D2</summary>
    LengthOutOfRange,

    /// <summary>The trailer is not the XOR of header and body. // D3</summary>
    ChecksumMismatch
}
