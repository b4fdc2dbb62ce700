namespace Gateway.Platform.Rosters;

/// <summary>Event ids 1520–1529. Never a person.</summary>
internal static partial class RosterLog
{
    [LoggerMessage(1520, LogLevel.Information, "A list was applied to the roster of site {Site}: {Added} added, {Changed} changed, {Removed} removed")]
    public static partial void ListApplied(ILogger log, string site, int added, int changed, int removed);

    [LoggerMessage(1521, LogLevel.Warning, "A list for the roster of site {Site} stopped at line {Line}")]
    public static partial void ListStopped(ILogger log, Exception exception, string site, long line);
}
