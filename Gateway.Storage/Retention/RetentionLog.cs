using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Retention;

/// <summary>Log lines of the retention, event ids 1141–1144 and 1510.</summary>
internal static partial class RetentionLog
{
    [LoggerMessage(1141, LogLevel.Information, "Retention has deleted {Rows} rows of {What} from before {Before:yyyy-MM-dd}")]
    public static partial void Deleted(ILogger log, long rows, string what, DateTimeOffset before);

    [LoggerMessage(1142, LogLevel.Warning, "Retention of {What} failed; the next round tries again: {Reason}")]
    public static partial void RetentionFailed(ILogger log, string what, string reason);

    [LoggerMessage(1143, LogLevel.Information, "Retention has dropped {Partitions} partitions of {What}, all of it from before {Before:yyyy-MM-dd}")]
    public static partial void Dropped(ILogger log, int partitions, string what, DateTimeOffset before);

    [LoggerMessage(1144, LogLevel.Warning, "Retention deletes nothing: {Doubt}")]
    public static partial void ClockDoubted(ILogger log, string doubt);

    [LoggerMessage(1510, LogLevel.Information,
        "Retention run {Run} has deleted records of {Sites} sites: {Attendance} of attendance, {Registrations} registrations, {Photos} photos; the proofs say which")]
    public static partial void RunEnded(ILogger log, long run, long sites, long attendance, long registrations, long photos);
}
