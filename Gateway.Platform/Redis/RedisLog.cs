namespace Gateway.Platform.Redis;

/// <summary>Event ids 1300–1399. Never a person, never an address of Redis.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(1300, LogLevel.Warning, "Redis is away ({Reason}); devices and the platform API are served as before, the feed catches up later")]
    public static partial void Away(ILogger log, string reason);

    [LoggerMessage(1301, LogLevel.Information, "Redis is back")]
    public static partial void Back(ILogger log);

    [LoggerMessage(1302, LogLevel.Information, "The feed is published to Redis from seq {From} on, {Behind} items behind its end")]
    public static partial void Resumed(ILogger log, long from, long behind);

    [LoggerMessage(1303, LogLevel.Warning,
        "Redis has lost the end of {Stream}: it ends with seq {Last}, and seq {Mark} had been published; items after seq {From} are published again under their own ids")]
    public static partial void Lost(ILogger log, string stream, long last, long mark, long from);

    [LoggerMessage(1304, LogLevel.Error, "Nothing is published to {Stream}: {Reason}")]
    public static partial void Foreign(ILogger log, string stream, string reason);

    [LoggerMessage(1305, LogLevel.Warning, "The feed cannot be published to Redis (failure {Failures} in a row): {Reason}")]
    public static partial void PublishFailed(ILogger log, int failures, string reason);

    [LoggerMessage(1306, LogLevel.Information, "The feed in Redis has caught up with seq {Seq} after {Seconds:0.0} s")]
    public static partial void CaughtUp(ILogger log, long seq, double seconds);

    [LoggerMessage(1330, LogLevel.Warning,
        "The feed gives numbers again from seq {Fork} on (generation {Generation}); the streams, which end with seq {End}, are kept for 7 days as gateway:feed:<kind>:{Before}")]
    public static partial void SetAside(ILogger log, long fork, string generation, long end, string before);

    [LoggerMessage(1310, LogLevel.Warning, "Commands cannot be taken from Redis (failure {Failures} in a row): {Reason}")]
    public static partial void CommandsFailed(ILogger log, int failures, string reason);

    [LoggerMessage(1311, LogLevel.Information, "{Entries} abandoned entries of gateway:commands were claimed")]
    public static partial void Claimed(ILogger log, int entries);

    [LoggerMessage(1312, LogLevel.Debug, "Entry {Entry} of gateway:commands was rejected: {Reason}")]
    public static partial void Rejected(ILogger log, string entry, string reason);

    [LoggerMessage(1313, LogLevel.Warning, "{Entries} entries of gateway:commands could not be stored yet; they stay pending and are tried again")]
    public static partial void Stuck(ILogger log, int entries);

    [LoggerMessage(1320, LogLevel.Debug, "Presence of {Terminals} terminals could not be written to Redis: {Reason}")]
    public static partial void PresenceFailed(ILogger log, int terminals, string reason);

    [LoggerMessage(1321, LogLevel.Information, "gateway:presence was made anew with {Terminals} terminals")]
    public static partial void PresenceRebuilt(ILogger log, int terminals);
}
