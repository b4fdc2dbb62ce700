namespace Gateway.Actors.Projection;

/// <summary>Log lines about commands behind the platform API, event ids 1130–1139. Never a person.</summary>
internal static partial class CommandLog
{
    [LoggerMessage(1130, LogLevel.Information, "Command outcomes are projected from position {Position} of the journal on")]
    public static partial void ProjectionStarted(ILogger log, long position);

    [LoggerMessage(1131, LogLevel.Warning, "The projection of command outcomes stopped (failure {Failures} in a row, next try in {Pause} s)")]
    public static partial void ProjectionFailed(ILogger log, Exception exception, int failures, double pause);

    [LoggerMessage(1132, LogLevel.Debug, "How far command outcomes are projected could not be read: {Reason}")]
    public static partial void PositionUnknown(ILogger log, string reason);

    [LoggerMessage(1133, LogLevel.Information, "{Commands} commands of {Devices} devices have expired")]
    public static partial void Expired(ILogger log, int commands, int devices);

    [LoggerMessage(1134, LogLevel.Warning, "{Devices} devices with expired commands did not answer; they are asked again")]
    public static partial void DevicesSilent(ILogger log, int devices);

    [LoggerMessage(1135, LogLevel.Warning, "Looking for {What} failed; the next round tries again")]
    public static partial void SweepFailed(ILogger log, Exception exception, string what);

    [LoggerMessage(1136, LogLevel.Information, "{Rows} persons and photos that no open command needs were deleted")]
    public static partial void PersonsDeleted(ILogger log, int rows);
}
