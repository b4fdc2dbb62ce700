using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Projection;

/// <summary>Log lines about the projection of command events, event ids 1130–1132. Never a person.</summary>
public static partial class ProjectionLog
{
    [LoggerMessage(1130, LogLevel.Information, "Command outcomes are projected from position {Position} of the journal on")]
    public static partial void ProjectionStarted(ILogger log, long position);

    [LoggerMessage(1131, LogLevel.Warning, "The projection of command outcomes stopped (failure {Failures} in a row, next try in {Pause} s)")]
    public static partial void ProjectionFailed(ILogger log, Exception exception, int failures, double pause);

    [LoggerMessage(1132, LogLevel.Debug, "How far command outcomes are projected could not be read: {Reason}")]
    public static partial void PositionUnknown(ILogger log, string reason);
}
