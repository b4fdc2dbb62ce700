namespace Gateway.Edge.DeviceHttp;

/// <summary>
/// The <c>Msg</c> of an answer of §6: one bare word (D29). One client prints the answer as a map and parses that again, so that a blank or a bracket costs it the whole answer.
/// What more there is to say to people stands in the log and the recording.
/// </summary>
internal sealed class ReplyWord
{
    private static readonly SearchValues<char> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private readonly string _text;

    private ReplyWord(string text) => _text = text;

    /// <summary>Nothing is queued.</summary>
    public static ReplyWord Idle { get; } = Of("idle");

    /// <summary>A feedback was taken that settles nothing, or nothing yet (D23, D31).</summary>
    public static ReplyWord Noted { get; } = Of("noted");

    /// <summary>The SN is missing or not known, or its device is not served (D8, D39).</summary>
    public static ReplyWord UnknownSn { get; } = Of("unknown_sn");

    public static ReplyWord TypeMissing { get; } = Of("type_missing");

    public static ReplyWord TypeNot0To3 { get; } = Of("type_not_0_to_3");

    public static ReplyWord ContentMissing { get; } = Of("content_missing");

    public static ReplyWord NoRecords { get; } = Of("no_records");

    /// <summary>Not with this terminal's key, or no text of ciphertext at all (D24).</summary>
    public static ReplyWord NotDecryptable { get; } = Of("not_decryptable");

    /// <summary>It was decrypted to something else (D24).</summary>
    public static ReplyWord NotJson { get; } = Of("not_json");

    /// <summary>JSON, but not that of an upload; or of another terminal (D11).</summary>
    public static ReplyWord NotAttendance { get; } = Of("not_attendance");

    public static ReplyWord NoSuchAddress { get; } = Of("no_such_address");

    public static ReplyWord OnlyGetAndPost { get; } = Of("only_get_and_post");

    public static ReplyWord TooLarge { get; } = Of("too_large");

    public static ReplyWord TooSlow { get; } = Of("too_slow");

    /// <summary>The body was cut off, or is none of HTTP.</summary>
    public static ReplyWord Unreadable { get; } = Of("unreadable");

    /// <summary>Not the terminal's fault: the same again may do later.</summary>
    public static ReplyWord Busy { get; } = Of("busy");

    public static ReplyWord Persons(int count) => Of(string.Create(CultureInfo.InvariantCulture, $"persons_{count}"));

    public static ReplyWord Deletions(int count) => Of(string.Create(CultureInfo.InvariantCulture, $"deletions_{count}"));

    /// <summary>What a feedback settled at once; a decision that waits (D31) is <c>noted</c>.</summary>
    public static ReplyWord Settled(int count) => count == 0 ? Noted : Of(string.Create(CultureInfo.InvariantCulture, $"settled_{count}"));

    /// <summary>What became of the records of an upload (D27).</summary>
    public static ReplyWord Stored(int stored, int duplicates, int quarantined)
    {
        var kept = string.Create(CultureInfo.InvariantCulture, $"stored_{stored}_duplicates_{duplicates}");
        return Of(quarantined == 0 ? kept : string.Create(CultureInfo.InvariantCulture, $"{kept}_quarantined_{quarantined}"));
    }

    /// <summary>The only way to one.</summary>
    /// <exception cref="ArgumentException">It is empty, or has another character than letters, digits, <c>_</c>, <c>-</c> and <c>.</c> of ASCII.</exception>
    public static ReplyWord Of(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Bare) ? new ReplyWord(text) : throw new ArgumentException($"\"{text}\" is no bare word", nameof(text));

    public override string ToString() => _text;
}
