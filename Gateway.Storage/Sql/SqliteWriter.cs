using System.Diagnostics;
using LinqToDB.Data;

namespace Gateway.Storage.Sql;

/// <summary>
/// The one writer of a SQLite file: first in, first out, and what waits at the same time is one transaction, so that one fsync serves all of it
/// (docs/decisions/0060-one-writer-for-all.md). A part that fails takes nothing with it: it is rolled back alone.
/// </summary>
/// <param name="groupTimeMax">A transaction that has run for so long takes no further part: who came first waits for who came last.</param>
internal sealed class SqliteWriter(Func<DataConnection> open, TimeSpan groupTimeMax) : ConnectionThreads("storage-write", 1, WaitingMax, open)
{
    /// <summary>Writes that wait; more wait in their callers.</summary>
    private const int WaitingMax = 256;

    /// <summary>What the gateway gives for <c>groupTimeMax</c>.</summary>
    public static readonly TimeSpan GroupTimeMax = TimeSpan.FromMilliseconds(5);

    /// <summary>What the gateway gives for <c>within</c>: longer than the pause between two groups of uploads, so that the next one is met.</summary>
    public static readonly TimeSpan AlongWithin = TimeSpan.FromMilliseconds(25);

    private readonly List<ConnectionJob> _group = [];

    /// <summary>
    /// The same for what may wait a moment: it goes behind what makes up the next transaction anyway, and into one of its own only when <paramref name="within"/> is over.
    /// The order among such is kept; others may overtake it.
    /// </summary>
    public Task<T> RunAlongAsync<T>(Func<DataConnection, CancellationToken, Task<T>> work, TimeSpan within, CancellationToken cancellation) =>
        RunAsync(work, (jobs, job) => jobs.TryAdd(job, within), cancellation);

    protected override bool Serve(ConnectionJob job, DataConnection connection)
    {
        _group.Clear();
        _group.Add(job);
        try
        {
            // BEGIN IMMEDIATE: a transaction that starts as a reader cannot always become a writer.
            using var transaction = connection.BeginTransaction();
            var began = Stopwatch.GetTimestamp();

            // The first part has no savepoint, which would copy every page that it changes: when it fails, nothing else is there yet.
            if (job.Run(connection))
            {
                while (Stopwatch.GetElapsedTime(began) < groupTimeMax && TakeWaiting() is { } next) RunPart(next, connection);
                transaction.Commit();
            }
            else
            {
                transaction.Rollback();
            }
        }
        catch (Exception failure)
        {
            foreach (var part in _group) part.Fail(failure);
            return false;
        }

        foreach (var part in _group) part.Complete();
        return true;
    }

    private void RunPart(ConnectionJob part, DataConnection connection)
    {
        _group.Add(part);
        Execute(connection, "SAVEPOINT part");
        if (!part.Run(connection)) RollBack(part, connection);
        Execute(connection, "RELEASE part");
    }

    /// <summary>A full disk makes SQLite roll back the whole transaction by itself: then what the part met is the failure of all.</summary>
    private static void RollBack(ConnectionJob part, DataConnection connection)
    {
        try
        {
            Execute(connection, "ROLLBACK TO part");
        }
        catch (Exception) when (part.Failure is not null)
        {
            throw part.Failure;
        }
    }

    private static void Execute(DataConnection connection, string sql)
    {
        using var command = connection.CommandAsync(sql, CancellationToken.None).AsTask().GetAwaiter().GetResult(); // SQLite is never asynchronous.
        command.ExecuteNonQuery();
    }
}
