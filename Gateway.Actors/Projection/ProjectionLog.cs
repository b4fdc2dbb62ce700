using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Projection;

/// <summary>Log lines about the projection of command events, event ids 1130–1131 (1132 was one). Never a person.</summary>
public static partial class ProjectionLog
{
    [LoggerMessage(1130, LogLevel.Information, "Command outcomes are projected by this node")]
    public static partial void ProjectionStarted(ILogger log);

    [LoggerMessage(1131, LogLevel.Warning, "The projection of command outcomes stopped (failure {Failures} in a row, next try in {Pause} s)")]
    public static partial void ProjectionFailed(ILogger log, Exception exception, int failures, double pause);
}
