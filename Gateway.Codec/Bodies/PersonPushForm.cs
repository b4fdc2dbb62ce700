namespace Gateway.Codec.Bodies;

/// <summary>How the persons of a group travel. // D17</summary>
public enum PersonPushForm
{
    /// <summary>All of them in one packet.</summary>
    OnePacket,

    /// <summary>One person: the JSON with an empty <c>face_template</c> in the first packet, the photo's raw bytes in the others.</summary>
    PhotoPackets,

    /// <summary>One person that the dialect gives no way to send.</summary>
    DoesNotFit
}
