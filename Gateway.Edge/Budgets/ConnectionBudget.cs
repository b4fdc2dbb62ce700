using Gateway.Edge.Metrics;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Edge.Budgets;

/// <summary>
/// The connections that this process takes: of terminals, socket and HTTP(S), and of the platform together. Each is a file descriptor, and a process that has none left dies of it
/// (the runtime aborts). So a reserve below the limit stays free for database, Redis, cluster and files, and a part of it for the platform alone: who fills all places of terminals
/// does not shut the operators out.
/// </summary>
internal sealed class ConnectionBudget
{
    /// <summary>Descriptors that are kept free, where the limit is not small: 512.</summary>
    private const int ReserveMax = 512;

    /// <summary>The part of the reserve that connections of the platform may take.</summary>
    private const int PlatformPart = 4;

    private readonly int _platformMax;
    private int _open;

    /// <param name="descriptors">How many this process may have; null: not known, and nothing is counted against it.</param>
    public ConnectionBudget(int? descriptors, ILogger<ConnectionBudget> log)
    {
        Descriptors = descriptors;
        var reserve = Math.Min(ReserveMax, (descriptors ?? 0) / 2);
        Max = descriptors is { } limit ? limit - reserve : int.MaxValue;
        _platformMax = descriptors is null ? int.MaxValue : Max + (reserve / PlatformPart);
        if (descriptors is { } known) BudgetLog.Descriptors(log, known, Max);
    }

    /// <summary>The limit of the process (RLIMIT_NOFILE); null: not known.</summary>
    public int? Descriptors { get; }

    /// <summary>Connections at most, those of terminals.</summary>
    public int Max { get; }

    /// <summary>Connections now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Lets a connection in, or ends it at once.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next, bool isPlatform)
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= (isPlatform ? _platformMax : Max))
            {
                await next(connection);
                return;
            }

            EdgeMetrics.ConnectionRefused("descriptors");
            connection.Abort(new ConnectionAbortedException("no descriptors left"));
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
