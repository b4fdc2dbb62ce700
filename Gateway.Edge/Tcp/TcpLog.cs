namespace Gateway.Edge.Tcp;

/// <summary>Log lines of the lanes, event ids 1201–1208, 1214 and 1220. Never a body.</summary>
internal static partial class TcpLog
{
    [LoggerMessage(1201, LogLevel.Error, "A message of connection {Connection} could not be routed; the connection is closed")]
    public static partial void NotTaken(ILogger log, long connection, Exception fault);

    [LoggerMessage(1202, LogLevel.Error, "Lane {Lane} has ended; its connections are closed and another lane takes its place")]
    public static partial void LaneEnded(ILogger log, string lane);

    [LoggerMessage(1203, LogLevel.Error, "A frame of connection {Connection} could not be decoded; the connection is closed")]
    public static partial void NotDecoded(ILogger log, long connection, Exception fault);

    [LoggerMessage(1204, LogLevel.Debug, "Connection {Connection}: SN {Sn} is unknown or disabled")]
    public static partial void Unknown(ILogger log, long connection, string sn);

    [LoggerMessage(1205, LogLevel.Debug, "Connection {Connection}: {Command} refused with {Code}: {Description}")]
    public static partial void Refused(ILogger log, long connection, string command, string code, string description);

    [LoggerMessage(1206, LogLevel.Warning, "Connection {Connection}: no command frame could be made; it is tried again later")]
    public static partial void NoCommandFrame(ILogger log, long connection, Exception fault);

    [LoggerMessage(1207, LogLevel.Error, "An upload of connection {Connection} failed in a way that was not foreseen; it is answered 9998")]
    public static partial void UploadFailed(ILogger log, long connection, Exception fault);

    [LoggerMessage(1208, LogLevel.Debug, "Connection {Connection}: SN {Sn} may not come from {Remote}")]
    public static partial void NotAllowed(ILogger log, long connection, string sn, string remote);

    [LoggerMessage(1214, LogLevel.Error, "Connection {Connection} could not be written to; it is closed")]
    public static partial void NotWritten(ILogger log, long connection, Exception fault);

    [LoggerMessage(1220, LogLevel.Debug, "Connection {Connection}: the next packet of a message is overdue; what came of it is dropped")]
    public static partial void PartialOverdue(ILogger log, long connection);
}
