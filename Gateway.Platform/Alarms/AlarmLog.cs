namespace Gateway.Platform.Alarms;

/// <summary>Event ids 1150–1159.</summary>
internal static partial class AlarmLog
{
    [LoggerMessage(1150, LogLevel.Warning, "Alarm {Code} of {Subject}: {Detail}")]
    public static partial void Begun(ILogger log, string code, string subject, string detail);

    [LoggerMessage(1151, LogLevel.Debug, "Alarms could not be looked for; the next round tries again: {Reason}")]
    public static partial void Failed(ILogger log, string reason);
}
