namespace Gateway.Platform.Counts;

/// <summary>Event ids 1561 and 1562.</summary>
internal static partial class CountLog
{
    [LoggerMessage(1561, LogLevel.Warning, "Counts of this node could not be written ({Kind}); they are written with those of the next minute")]
    public static partial void AddFailed(ILogger log, string kind);

    [LoggerMessage(1562, LogLevel.Warning, "Counts of the cluster could not be written or rolled up ({Kind}); it is tried again in a minute")]
    public static partial void RollUpFailed(ILogger log, string kind);
}
