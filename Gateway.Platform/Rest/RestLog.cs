namespace Gateway.Platform.Rest;

/// <summary>Of event ids 2000–2099 those that no other feature has. Never a key, a name or a body.</summary>
internal static partial class RestLog
{
    [LoggerMessage(2000, LogLevel.Debug, "{Method} refused as unreadable with {Status}")]
    public static partial void BadRequest(ILogger log, string method, int status);

    [LoggerMessage(2001, LogLevel.Error, "{Method} {Endpoint} failed; trace {TraceId}")]
    public static partial void RequestFailed(ILogger log, Exception exception, string method, string? endpoint, string traceId);

    [LoggerMessage(2002, LogLevel.Error, "{Method} {Endpoint} failed: the database does not answer")]
    public static partial void DatabaseFailed(ILogger log, Exception exception, string method, string? endpoint);

    [LoggerMessage(2030, LogLevel.Information, "Import done: {Created} created, {Updated} changed, {Rejected} rejected")]
    public static partial void ImportDone(ILogger log, long created, long updated, long rejected);

    [LoggerMessage(2031, LogLevel.Warning, "Import stopped at line {Line}: {Created} created, {Updated} changed so far")]
    public static partial void ImportStopped(ILogger log, Exception exception, long line, long created, long updated);

    [LoggerMessage(2040, LogLevel.Information, "Quarantine entry {EntryId} was deleted")]
    public static partial void QuarantineDeleted(ILogger log, string entryId);

    [LoggerMessage(2041, LogLevel.Information, "Uploads in quarantine were read again: {Read} read, {StillUnreadable} still unreadable, {Left} left")]
    public static partial void QuarantineReadAgain(ILogger log, int read, int stillUnreadable, int left);

    [LoggerMessage(2050, LogLevel.Debug, "A stream of the feed ended after {Seq}")]
    public static partial void FeedStreamEnded(ILogger log, long seq);

    [LoggerMessage(2051, LogLevel.Warning, "A consumer of the feed was turned away: its key has its share of the {Limit} that may wait")]
    public static partial void FeedConsumerRefused(ILogger log, int limit);

    [LoggerMessage(2052, LogLevel.Warning, "The feed's end cannot be read ({Reason}); who waits for it goes on waiting")]
    public static partial void FeedTailFailed(ILogger log, string reason);

    [LoggerMessage(2060, LogLevel.Warning, "Readiness check {Check}: {Reason}")]
    public static partial void CheckFailed(ILogger log, Exception exception, string check, string reason);
}
