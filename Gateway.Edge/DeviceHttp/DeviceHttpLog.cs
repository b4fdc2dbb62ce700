namespace Gateway.Edge.DeviceHttp;

/// <summary>Log lines of the device listeners, event ids 1300–1399. Never a parameter's value.</summary>
internal static partial class DeviceHttpLog
{
    [LoggerMessage(1300, LogLevel.Debug, "{Route}: {Reply}")]
    public static partial void Answered(ILogger log, string route, TerminalReply reply);

    [LoggerMessage(1301, LogLevel.Debug, "{Route}: refused, {Reason}")]
    public static partial void Refused(ILogger log, string route, string reason);

    [LoggerMessage(1302, LogLevel.Debug, "{Route}: the terminal has gone before the answer was sent")]
    public static partial void TerminalGone(ILogger log, string route);

    [LoggerMessage(1303, LogLevel.Warning, "{Route}: no answer from the device's actor or the database ({Failure})")]
    public static partial void Unavailable(ILogger log, string route, string failure);

    [LoggerMessage(1304, LogLevel.Error, "{Route}: failed")]
    public static partial void Failed(ILogger log, Exception failure, string route);

    [LoggerMessage(1305, LogLevel.Error, "Device {Sn}: {Count} persons that were to be handed out cannot be loaded; their commands fail")]
    public static partial void PersonsLost(ILogger log, string sn, int count);

    [LoggerMessage(1306, LogLevel.Warning, "A registration could not be made durable in time")]
    public static partial void RegistrationNotDurable(ILogger log);

    [LoggerMessage(1307, LogLevel.Information, "A self-signed certificate for the device listeners was made: {Path}")]
    public static partial void CertificateMade(ILogger log, string path);

    [LoggerMessage(1308, LogLevel.Debug, "SN {Sn} may not come from {Remote}")]
    public static partial void NotAllowed(ILogger log, string sn, string remote);

    [LoggerMessage(1371, LogLevel.Debug, "A registration of {Sn} was refused: the quota of {Subject} is used for today")]
    public static partial void OverQuota(ILogger log, string sn, string subject);

    [LoggerMessage(1370, LogLevel.Debug, "SN {Sn} from {Remote}: its device is not served over HTTPS")]
    public static partial void NotByHttps(ILogger log, string sn, string remote);
}
