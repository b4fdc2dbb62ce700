using LinqToDB.Data;

namespace Gateway.Storage.Sql;

/// <summary>
/// A few threads, each with one connection that it keeps. SQLite's calls block, and everything else here (Akka's dispatchers first of all) lives on the
/// thread pool: a blocked pool thread starves the cluster's heartbeat. The queue is bounded: when it is full, the caller waits without a thread.
/// </summary>
internal class ConnectionThreads : IAsyncDisposable
{
    private readonly SemaphoreSlim _room;
    private readonly JobQueue _jobs = new();
    private readonly List<Task> _ends = [];
    private readonly Func<DataConnection> _open;

    /// <param name="queueMax">Jobs that wait for a thread; the next caller waits for room.</param>
    /// <param name="open">Opens a connection; called on the thread, again after a job has failed.</param>
    public ConnectionThreads(string name, int threads, int queueMax, Func<DataConnection> open)
    {
        _room = new SemaphoreSlim(queueMax);
        _open = open;
        for (var i = 0; i < threads; i++)
        {
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ends.Add(end.Task);
            new Thread(() => Work(end)) { Name = $"{name}-{i}", IsBackground = true }.Start();
        }
    }

    /// <summary>Runs <paramref name="work"/> on one of the threads. Cancelled while it waits, it never runs; then the work itself looks at the token.</summary>
    /// <exception cref="ObjectDisposedException">No more work is taken.</exception>
    public Task<T> RunAsync<T>(Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellation) =>
        RunAsync(work, (jobs, job) => jobs.TryAdd(job), cancellation);

    /// <param name="add">Adds it to the queue.</param>
    protected async Task<T> RunAsync<T>(
        Func<DataConnection, CancellationToken, Task<T>> work, Func<JobQueue, ConnectionJob, bool> add, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        var job = new ConnectionJob<T>(work, cancellation);
        if (!add(_jobs, job))
        {
            _room.Release();
            throw new ObjectDisposedException(nameof(Database));
        }

        return await job.Outcome;
    }

    /// <summary>Takes no more, finishes what was taken, closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Complete();
        await Task.WhenAll(_ends);
    }

    /// <summary>Runs a job, and those that it takes besides, and tells the callers.</summary>
    /// <returns>False when the connection may be in any state.</returns>
    protected virtual bool Serve(ConnectionJob job, DataConnection connection)
    {
        var done = job.Run(connection);
        job.Complete();
        return done;
    }

    /// <summary>The next job that waits already, if one does.</summary>
    protected ConnectionJob? TakeWaiting()
    {
        while (_jobs.TryTake() is { } job)
        {
            _room.Release();
            if (job.TryBegin()) return job;
        }

        return null;
    }

    private void Work(TaskCompletionSource end)
    {
        Held? held = null;
        try
        {
            while (_jobs.Take() is { } job)
            {
                _room.Release();
                if (!job.TryBegin() || TryServe(job, ref held)) continue;

                // Whatever state the failure has left the connection in, the next job does not inherit it.
                held?.Dispose();
                held = null;
            }
        }
        finally
        {
            held?.Dispose();
            end.SetResult();
        }
    }

    /// <summary>Total: a connection that cannot be opened is its job's failure.</summary>
    private bool TryServe(ConnectionJob job, ref Held? held)
    {
        try
        {
            held ??= new Held(_open());
        }
        catch (Exception failure)
        {
            job.Fail(failure);
            return false;
        }

        return Serve(job, held.Connection);
    }

    /// <summary>A thread's connection, and its commands.</summary>
    private sealed class Held(DataConnection connection) : IDisposable
    {
        private readonly KeptCommands _commands = KeptCommands.Of(connection.OpenDbConnection());

        public DataConnection Connection => connection;

        public void Dispose()
        {
            _commands.Dispose();
            connection.Dispose();
        }
    }
}
