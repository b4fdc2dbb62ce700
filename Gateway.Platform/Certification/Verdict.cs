namespace Gateway.Platform.Certification;

/// <summary>What a line of the script found.</summary>
internal enum Verdict
{
    /// <summary>As the specification and the decisions have it.</summary>
    Conforms,

    /// <summary>Otherwise, and the gateway serves it all the same.</summary>
    Tolerated,

    /// <summary>The terminal must be mended, or a person must do something.</summary>
    Fails,

    /// <summary>It did not come to that.</summary>
    NotSeen,
}
