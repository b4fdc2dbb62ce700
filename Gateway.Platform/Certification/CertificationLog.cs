namespace Gateway.Platform.Certification;

/// <summary>Event ids 2120–2139.</summary>
internal static partial class CertificationLog
{
    [LoggerMessage(2120, LogLevel.Information, "Certification {Number} of device {Sn} has begun")]
    public static partial void Began(ILogger log, long number, string sn);

    [LoggerMessage(2121, LogLevel.Information, "Certification {Number} of device {Sn} is {State}")]
    public static partial void Ended(ILogger log, long number, string sn, string state);

    [LoggerMessage(2122, LogLevel.Error, "Certification {Number} of device {Sn} broke down; it is ended, and its test persons deleted, in a minute")]
    public static partial void Broken(ILogger log, Exception failure, long number, string sn);

    [LoggerMessage(2124, LogLevel.Error, "Line {Line} could not judge what came from device {Sn}")]
    public static partial void LineFailed(ILogger log, Exception failure, string line, string sn);

    [LoggerMessage(2123, LogLevel.Warning, "Certifications whose node is gone could not be looked for ({Reason}); tried again")]
    public static partial void NotLooked(ILogger log, string reason);
}
