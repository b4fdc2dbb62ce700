namespace Gateway.Platform.Rest;

/// <summary>Log lines of the Platform API, event ids 2000–2099. Never a key, a name or a body.</summary>
internal static partial class PlatformLog
{
    [LoggerMessage(2000, LogLevel.Debug, "{Method} refused as unreadable with {Status}")]
    public static partial void BadRequest(ILogger log, string method, int status);

    [LoggerMessage(2001, LogLevel.Error, "{Method} {Endpoint} failed; trace {TraceId}")]
    public static partial void RequestFailed(ILogger log, Exception exception, string method, string? endpoint, string traceId);

    [LoggerMessage(2002, LogLevel.Error, "{Method} {Endpoint} failed: the database does not answer")]
    public static partial void DatabaseFailed(ILogger log, Exception exception, string method, string? endpoint);

    [LoggerMessage(2010, LogLevel.Debug, "An API key was refused")]
    public static partial void KeyRefused(ILogger log);

    [LoggerMessage(2011, LogLevel.Information, "API key {KeyId} with role {Role} was created")]
    public static partial void KeyCreated(ILogger log, string keyId, string role);

    [LoggerMessage(2012, LogLevel.Information, "API key {KeyId} was deleted")]
    public static partial void KeyDeleted(ILogger log, string keyId);

    [LoggerMessage(2020, LogLevel.Information, "Device {Sn} was created")]
    public static partial void DeviceCreated(ILogger log, string sn);

    [LoggerMessage(2021, LogLevel.Information, "Device {Sn} was changed")]
    public static partial void DeviceUpdated(ILogger log, string sn);

    [LoggerMessage(2022, LogLevel.Information, "Device {Sn} was deleted; {Cancelled} commands cancelled")]
    public static partial void DeviceDeleted(ILogger log, string sn, int cancelled);

    [LoggerMessage(2023, LogLevel.Warning, "Device {Sn} was not deleted: its actor did not answer")]
    public static partial void DeviceBusy(ILogger log, string sn);

    [LoggerMessage(2024, LogLevel.Debug, "No live state of device {Sn}: its actor did not answer")]
    public static partial void LiveStateMissing(ILogger log, string sn);

    [LoggerMessage(2030, LogLevel.Information, "Import done: {Created} created, {Updated} changed, {Rejected} rejected")]
    public static partial void ImportDone(ILogger log, long created, long updated, long rejected);

    [LoggerMessage(2031, LogLevel.Warning, "Import stopped at line {Line}: {Created} created, {Updated} changed so far")]
    public static partial void ImportStopped(ILogger log, Exception exception, long line, long created, long updated);

    [LoggerMessage(2040, LogLevel.Information, "Quarantine entry {EntryId} was deleted")]
    public static partial void QuarantineDeleted(ILogger log, string entryId);

    [LoggerMessage(2050, LogLevel.Debug, "A stream of the feed ended after {Seq}")]
    public static partial void FeedStreamEnded(ILogger log, long seq);

    [LoggerMessage(2051, LogLevel.Warning, "A consumer of the feed was turned away: {Limit} wait already")]
    public static partial void FeedConsumerRefused(ILogger log, int limit);

    [LoggerMessage(2070, LogLevel.Debug, "Command {CommandId} ({Type}) for device {Sn} is queued")]
    public static partial void CommandAccepted(ILogger log, string commandId, string type, string sn);

    [LoggerMessage(2071, LogLevel.Information, "Command {CommandId} of device {Sn} was cancelled")]
    public static partial void CommandCancelled(ILogger log, string commandId, string sn);

    [LoggerMessage(2072, LogLevel.Warning, "The queue of device {Sn} does not answer")]
    public static partial void QueueSilent(ILogger log, string sn);

    [LoggerMessage(2073, LogLevel.Information, "Batch {BatchId}: {Accepted} devices have the command, {Rejected} do not")]
    public static partial void BatchAccepted(ILogger log, string batchId, int accepted, int rejected);

    [LoggerMessage(2060, LogLevel.Warning, "Readiness check {Check}: {Reason}")]
    public static partial void CheckFailed(ILogger log, Exception exception, string check, string reason);
}
