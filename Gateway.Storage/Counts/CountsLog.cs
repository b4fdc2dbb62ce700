using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Counts;

/// <summary>Event id 1560.</summary>
internal static partial class CountsLog
{
    [LoggerMessage(1560, LogLevel.Warning, "Clock-ins could not be counted ({Kind}); they are counted when the database answers again")]
    public static partial void FollowFailed(ILogger log, string kind);
}
