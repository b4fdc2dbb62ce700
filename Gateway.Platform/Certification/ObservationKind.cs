namespace Gateway.Platform.Certification;

/// <summary>What was observed.</summary>
internal enum ObservationKind
{
    /// <summary>A frame from the terminal.</summary>
    In,

    /// <summary>A frame to it.</summary>
    Out,

    /// <summary>A connection of it ended.</summary>
    Closed,

    /// <summary>A request over HTTP(S).</summary>
    Asked,

    /// <summary>Its answer.</summary>
    Answered,

    /// <summary>A command of the line came to its end.</summary>
    Outcome,

    /// <summary>An order was carried out.</summary>
    Used,
}
