namespace Gateway.Actors.Sightings;

/// <summary>What was seen of a terminal that its session does not tell.</summary>
public enum SightingKind
{
    /// <summary>A frame with an SN that is not provisioned (D8).</summary>
    UnknownSn,

    /// <summary>A frame of a device that is disabled (D8).</summary>
    DisabledSn,

    /// <summary>A frame or request from an address that the device's allow-list does not contain.</summary>
    AddressNotAllowed,

    /// <summary>A frame or request by a door that the device's transports do not name (D25).</summary>
    TransportNotAllowed,

    /// <summary>A body that its key does not decrypt.</summary>
    WrongKey,

    /// <summary>Bytes that are no frame (D2, D3, D4).</summary>
    BadFrame,

    /// <summary>A frame that was answered with a refusal; the detail says why.</summary>
    Refused,

    /// <summary>A command was sent again and again and never reported (D33); the detail is its type.</summary>
    Unreported,

    /// <summary>A deletion that a roster ordered was refused: the terminal does not know the person, who was given to it.</summary>
    UnknownPerson,

    /// <summary>A proved connection ended; the detail is its reason.</summary>
    Closed,
}
