namespace Gateway.Storage.Attendance;

/// <summary>Whose part of the quarantine an entry takes (D35). Frozen: it stands in the table.</summary>
internal static class QuarantineShare
{
    /// <summary>The device's key reads it.</summary>
    public const string Readable = "readable";

    /// <summary>It does not: whoever knows the SN may have sent it.</summary>
    public const string Unread = "unread";

    /// <summary>Another key reads it as attendance, its SN or a former one: most likely it is genuine.</summary>
    public const string OtherKey = "other_key";
}
