namespace Gateway.Codec.Framing;

/// <summary>How the byte order of a connection is found. // D1</summary>
public enum ByteOrderPolicy
{
    /// <summary>Little-endian if the connection's very first two bytes are the little-endian magic, big-endian otherwise.</summary>
    Auto,

    /// <summary>Always big-endian.</summary>
    Big,

    /// <summary>Always little-endian.</summary>
    Little
}
