using LinqToDB.Data;

namespace Gateway.Storage.Sql;

/// <summary>Work for one of the <see cref="ConnectionThreads"/>, whose caller awaits its outcome.</summary>
internal abstract class ConnectionJob
{
    /// <summary>What the work has thrown, if it has.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>False: it was cancelled while it waited, and must not run.</summary>
    public abstract bool TryBegin();

    /// <summary>Total: whatever the work throws is kept for its caller. False when it threw.</summary>
    public abstract bool Run(DataConnection connection);

    /// <summary>Tells the caller what became of it.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing of it counts: because of its own failure, if it has one, and not of this one.</summary>
    public abstract void Fail(Exception failure);
}

/// <inheritdoc/>
internal sealed class ConnectionJob<T> : ConnectionJob
{
    private readonly Func<DataConnection, CancellationToken, Task<T>> _work;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;
    private T? _result;

    public ConnectionJob(Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        (_work, _cancellation) = (work, cancellation);
        _registration = cancellation.UnsafeRegister(static job => ((ConnectionJob<T>)job!).CancelWaiting(), this);
    }

    public Task<T> Outcome => _outcome.Task;

    public override bool TryBegin()
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0) return false;
        _registration.Dispose();
        return true;
    }

    public override bool Run(DataConnection connection)
    {
        try
        {
            _result = _work(connection, _cancellation).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception failure)
        {
            Failure = failure;
            return false;
        }
    }

    public override void Complete()
    {
        if (Failure is null) _outcome.SetResult(_result!);
        else Fail(Failure);
    }

    public override void Fail(Exception failure)
    {
        var cause = Failure ?? failure;
        if (cause is OperationCanceledException cancelled && _cancellation.IsCancellationRequested) _outcome.SetCanceled(cancelled.CancellationToken);
        else _outcome.SetException(cause);
    }

    private void CancelWaiting()
    {
        if (Interlocked.Exchange(ref _taken, 1) == 0) _outcome.SetCanceled(_cancellation);
    }
}
