using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Feed;

/// <summary>Event ids 1120 and 1121.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(1120, LogLevel.Warning,
        "The feed begins generation {Generation} at seq {FirstSeq}: {Reason}; consumers that are beyond it are told so")]
    public static partial void GenerationBegan(ILogger log, string generation, long firstSeq, string reason);

    [LoggerMessage(1121, LogLevel.Warning,
        "PostgreSQL does not tell this role all of where it is ({SqlState}): a fail-over that lost items of the feed may be found by what the nodes remember alone")]
    public static partial void LineageHidden(ILogger log, string sqlState);
}
