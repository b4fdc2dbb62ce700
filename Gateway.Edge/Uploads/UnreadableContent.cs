namespace Gateway.Edge.Uploads;

/// <summary>What content is that cannot be read (D24).</summary>
internal enum UnreadableContent
{
    /// <summary>Not encrypted with this terminal's key.</summary>
    NotDecryptable,

    /// <summary>It decrypts, and is no JSON.</summary>
    NotJson,

    /// <summary>It is JSON, and no upload of this terminal.</summary>
    NotAttendance,
}
