namespace Gateway.Codec.Bodies;

/// <summary>What becomes of a photo that does not fit into the person's packet (dialect <c>photo</c>). // D17</summary>
public enum PhotoDelivery
{
    /// <summary>It follows as raw bytes in packets of its own.</summary>
    Packets,

    /// <summary>The person is refused.</summary>
    InlineOnly,

    /// <summary>No photo is sent at all.</summary>
    None
}
