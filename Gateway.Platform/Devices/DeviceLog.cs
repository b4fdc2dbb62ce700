namespace Gateway.Platform.Devices;

/// <summary>Event ids 2020–2029. Never a key.</summary>
internal static partial class DeviceLog
{
    [LoggerMessage(2020, LogLevel.Information, "Device {Sn} was created")]
    public static partial void DeviceCreated(ILogger log, string sn);

    [LoggerMessage(2021, LogLevel.Information, "Device {Sn} was changed")]
    public static partial void DeviceUpdated(ILogger log, string sn);

    [LoggerMessage(2022, LogLevel.Information, "Device {Sn} was deleted; {Cancelled} commands cancelled")]
    public static partial void DeviceDeleted(ILogger log, string sn, int cancelled);

    [LoggerMessage(2023, LogLevel.Warning, "Device {Sn} was not deleted, or its habits not forgotten: its actor did not answer")]
    public static partial void DeviceBusy(ILogger log, string sn);

    [LoggerMessage(2024, LogLevel.Debug, "No live state of device {Sn}: its actor did not answer")]
    public static partial void LiveStateMissing(ILogger log, string sn);

    [LoggerMessage(2025, LogLevel.Warning, "Uploads of device {Sn} may be encrypted with its SN as key from now on: whoever knows the SN could forge its attendance")]
    public static partial void UploadsByTheSn(ILogger log, string sn);
}
