namespace Gateway.Platform.Sites;

/// <summary>Event ids 1500–1509.</summary>
internal static partial class SiteLog
{
    [LoggerMessage(1500, LogLevel.Information, "Site {Code} was created")]
    public static partial void SiteCreated(ILogger log, string code);

    [LoggerMessage(1501, LogLevel.Information, "Site {Code} was changed")]
    public static partial void SiteUpdated(ILogger log, string code);

    [LoggerMessage(1502, LogLevel.Information, "Site {Code} was deleted")]
    public static partial void SiteDeleted(ILogger log, string code);
}
