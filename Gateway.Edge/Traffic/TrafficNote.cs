namespace Gateway.Edge.Traffic;

/// <summary>Why a body is not shown. The texts are for people, in traces and recordings.</summary>
internal static class TrafficNote
{
    /// <summary>A packet of a message, not its first: only the first holds JSON (D7).</summary>
    public const string RawBytes = "raw bytes";

    /// <summary>Nobody tried: the bytes are no frame, or their sender or command word is not served.</summary>
    public const string NotDecrypted = "not decrypted";

    public const string WrongKey = "cannot be decrypted with this terminal's key";

    public const string NoJson = "decrypts, but is no JSON";

    /// <summary>Of a recording: its entries must stay small.</summary>
    public const string TooLong = "too long to be kept";
}
