using System.Collections.Concurrent;
using LinqToDB.Data;

namespace Gateway.Storage.Sql;

/// <summary>
/// A few threads, each with one connection that it keeps. SQLite's calls block, and everything else here (Akka's dispatchers first of all) lives on the
/// thread pool: a blocked pool thread starves the cluster's heartbeat. The queue is bounded: when it is full, the caller waits without a thread.
/// </summary>
internal sealed class ConnectionThreads : IAsyncDisposable
{
    private readonly SemaphoreSlim _room;
    private readonly BlockingCollection<Job> _jobs = new(new ConcurrentQueue<Job>());
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
    public async Task<T> RunAsync<T>(Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        var job = new Job<T>(work, cancellation);
        try
        {
            _jobs.Add(job, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            _room.Release();
            throw new ObjectDisposedException(nameof(Database));
        }

        return await job.Outcome;
    }

    /// <summary>Takes no more, finishes what was taken, closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.CompleteAdding();
        await Task.WhenAll(_ends);
    }

    private void Work(TaskCompletionSource end)
    {
        DataConnection? connection = null;
        try
        {
            foreach (var job in _jobs.GetConsumingEnumerable())
            {
                _room.Release();
                if (job.Run(ref connection, _open)) continue;

                // Whatever state the failure has left the connection in, the next job does not inherit it.
                connection?.Dispose();
                connection = null;
            }
        }
        finally
        {
            connection?.Dispose();
            end.SetResult();
        }
    }

    private abstract class Job
    {
        /// <summary>Total: whatever the work throws goes to its caller. False when it threw.</summary>
        public abstract bool Run(ref DataConnection? connection, Func<DataConnection> open);
    }

    private sealed class Job<T> : Job
    {
        private readonly Func<DataConnection, CancellationToken, Task<T>> _work;
        private readonly CancellationToken _cancellation;
        private readonly CancellationTokenRegistration _registration;
        private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public Job(Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
        {
            (_work, _cancellation) = (work, cancellation);
            _registration = cancellation.UnsafeRegister(static job => ((Job<T>)job!).CancelWaiting(), this);
        }

        public Task<T> Outcome => _outcome.Task;

        public override bool Run(ref DataConnection? connection, Func<DataConnection> open)
        {
            if (Interlocked.Exchange(ref _taken, 1) != 0) return true;
            _registration.Dispose();
            try
            {
                connection ??= open();
                _outcome.SetResult(_work(connection, _cancellation).GetAwaiter().GetResult());
                return true;
            }
            catch (OperationCanceledException cancelled) when (_cancellation.IsCancellationRequested)
            {
                _outcome.SetCanceled(cancelled.CancellationToken);
                return false;
            }
            catch (Exception failure)
            {
                _outcome.SetException(failure);
                return false;
            }
        }

        private void CancelWaiting()
        {
            if (Interlocked.Exchange(ref _taken, 1) == 0) _outcome.SetCanceled(_cancellation);
        }
    }
}
