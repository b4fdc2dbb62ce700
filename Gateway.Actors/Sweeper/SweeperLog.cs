using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Sweeper;

/// <summary>Log lines about what the sweeper did, event ids 1133–1136. Never a person.</summary>
internal static partial class SweeperLog
{
    [LoggerMessage(1133, LogLevel.Information, "{Commands} commands of {Devices} devices have expired")]
    public static partial void Expired(ILogger log, int commands, int devices);

    [LoggerMessage(1134, LogLevel.Warning, "{Devices} devices with expired commands did not answer; they are asked again")]
    public static partial void DevicesSilent(ILogger log, int devices);

    [LoggerMessage(1135, LogLevel.Warning, "Looking for {What} failed; the next round tries again")]
    public static partial void SweepFailed(ILogger log, Exception exception, string what);

    [LoggerMessage(1136, LogLevel.Information, "{Rows} persons and photos that no open command needs were deleted")]
    public static partial void PersonsDeleted(ILogger log, int rows);
}
