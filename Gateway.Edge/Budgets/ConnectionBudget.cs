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
    /// <summary>Descriptors that are kept free, or two thirds of a small limit: the program itself has 430 (every assembly is one), the pools of a database may have 300.</summary>
    private const int ReserveMax = 1024;

    /// <summary>The part of the reserve that connections of the platform may take.</summary>
    private const int PlatformPart = 8;

    /// <summary>The part of the reserve that connections may take which are accepted and not refused yet.</summary>
    private const int AcceptPart = 4;

    /// <summary>Fewer connections are worth a warning.</summary>
    private const int Few = 2048;

    private readonly int _platformMax;
    private readonly SemaphoreSlim? _accepts;
    private int _open;

    /// <param name="descriptors">How many this process may have; null: not known, and nothing is counted against it.</param>
    public ConnectionBudget(int? descriptors, ILogger<ConnectionBudget> log)
    {
        Descriptors = descriptors;
        var reserve = Math.Min(ReserveMax, (descriptors ?? 0) * 2 / 3);
        Max = descriptors is { } limit ? limit - reserve : int.MaxValue;
        _platformMax = descriptors is null ? int.MaxValue : Max + (reserve / PlatformPart);
        _accepts = descriptors is null ? null : new SemaphoreSlim(Max + (reserve / AcceptPart));
        if (descriptors is { } known) BudgetLog.Descriptors(log, Max < Few ? LogLevel.Warning : LogLevel.Information, known, Max);
    }

    /// <summary>The limit of the process (RLIMIT_NOFILE); null: not known.</summary>
    public int? Descriptors { get; }

    /// <summary>Connections at most, those of terminals.</summary>
    public int Max { get; }

    /// <summary>Connections now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Waits until a further connection may be accepted; <see cref="Closed"/> is to follow, once.</summary>
    public Task MayAcceptAsync(CancellationToken cancellation) => _accepts?.WaitAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>A connection that was accepted has given its descriptor back.</summary>
    public void Closed() => _accepts?.Release();

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
