namespace Gateway.Codec.Framing;

/// <summary>How a connection writes its 16-bit fields, the magic included. // D1</summary>
public enum ByteOrder
{
    /// <summary>Most significant byte first: a request starts with DD CC.</summary>
    Big,

    /// <summary>Least significant byte first: a request starts with CC DD.</summary>
    Little
}
