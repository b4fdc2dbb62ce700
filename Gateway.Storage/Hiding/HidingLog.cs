using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Hiding;

/// <summary>Event ids 1390 to 1393.</summary>
internal static partial class HidingLog
{
    [LoggerMessage(1390, LogLevel.Information, "Rows of {Part} that an earlier version wrote in clear are being encrypted")]
    public static partial void Begun(ILogger log, string part);

    [LoggerMessage(1391, LogLevel.Information, "{Rows} rows of {Part} that an earlier version wrote in clear are encrypted now")]
    public static partial void Hidden(ILogger log, long rows, string part);

    [LoggerMessage(1392, LogLevel.Warning, "Rows of {Part} that an earlier version wrote in clear could not be encrypted ({Failure}); tried again")]
    public static partial void Failed(ILogger log, string part, string failure);

    [LoggerMessage(1393, LogLevel.Warning, "{Rows} rows of {Part} that an earlier version wrote cannot be read; they stay as they are")]
    public static partial void Unreadable(ILogger log, int rows, string part);
}
