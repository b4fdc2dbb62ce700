namespace Gateway.Edge.Budgets;

/// <summary>Log lines of budgets, event id 1372.</summary>
internal static partial class BudgetLog
{
    [LoggerMessage(
        EventId = 1372,
        Message = "This process may have {Descriptors} file descriptors (RLIMIT_NOFILE): it takes {Connections} connections, whatever Gateway:Tcp:MaxConnections allows")]
    public static partial void Descriptors(ILogger log, LogLevel level, int descriptors, int connections);
}
