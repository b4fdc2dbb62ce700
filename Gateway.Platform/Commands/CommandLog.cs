namespace Gateway.Platform.Commands;

/// <summary>Event ids 2070–2079. Never a person.</summary>
internal static partial class CommandLog
{
    [LoggerMessage(2070, LogLevel.Debug, "Command {CommandId} ({Type}) for device {Sn} is queued")]
    public static partial void CommandAccepted(ILogger log, string commandId, string type, string sn);

    [LoggerMessage(2071, LogLevel.Information, "Command {CommandId} of device {Sn} was cancelled")]
    public static partial void CommandCancelled(ILogger log, string commandId, string sn);

    [LoggerMessage(2072, LogLevel.Warning, "The queue of device {Sn} does not answer")]
    public static partial void QueueSilent(ILogger log, string sn);

    [LoggerMessage(2073, LogLevel.Information, "Batch {BatchId}: {Accepted} devices have the command, {Rejected} do not")]
    public static partial void BatchAccepted(ILogger log, string batchId, int accepted, int rejected);
}
