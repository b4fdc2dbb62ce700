namespace Gateway.Platform.Certification;

/// <summary>The photo of a test person.</summary>
internal enum TestPhoto
{
    None,

    /// <summary>Fits into a frame.</summary>
    Small,

    /// <summary>Fits into a frame, and two of them do not.</summary>
    Medium,

    /// <summary>Takes several packets.</summary>
    Large,

    /// <summary>No picture at all: no terminal can find a face in it.</summary>
    Broken,

    /// <summary>Of whoever will stand before the terminal, if that was given; else <see cref="Small"/>.</summary>
    Presented,
}
