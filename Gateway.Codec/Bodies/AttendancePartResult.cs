namespace Gateway.Codec.Bodies;

/// <summary>How far an <see cref="AttendanceParts"/> has come.</summary>
public enum AttendancePartResult
{
    /// <summary>More bytes are needed.</summary>
    NeedsMore,

    /// <summary>A part is whole, and another one follows.</summary>
    Part,

    /// <summary>The last part, to the end of the body; perhaps without any record.</summary>
    LastPart,

    /// <summary>From here on it cannot be read.</summary>
    Unreadable,

    /// <summary>A single value is longer than any that is read.</summary>
    TooLong,
}
