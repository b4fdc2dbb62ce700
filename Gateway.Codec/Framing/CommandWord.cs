namespace Gateway.Codec.Framing;

/// <summary>The command words of §5.3.</summary>
public static class CommandWord
{
    /// <summary>Heartbeat, §5.3.1.</summary>
    public const byte Heartbeat = 0x10;

    /// <summary>Person delete, §5.3.4.</summary>
    public const byte PersonDelete = 0x14;

    /// <summary>Attendance upload, §5.3.3.</summary>
    public const byte AttendanceUpload = 0x19;

    /// <summary>Person push, §5.3.2.</summary>
    public const byte PersonPush = 0x25;

    /// <summary>The word's name for people; an unknown word as hexadecimal, e.g. <c>0x7F</c>.</summary>
    public static string Name(byte command) => command switch
    {
        Heartbeat => "heartbeat",
        PersonDelete => "person delete",
        AttendanceUpload => "attendance upload",
        PersonPush => "person push",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{command:X2}")
    };
}
