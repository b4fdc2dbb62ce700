using Gateway.Actors.Attendance;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>The node's own store behind a gate: it passes, hangs until let go, or fails.</summary>
internal sealed class GatedStore(IAttendanceStore inner) : IAttendanceStore
{
    private volatile TaskCompletionSource? _gate;
    private volatile Exception? _failure;
    private int _calls;

    /// <summary>Groups that came, whatever became of them.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public async Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        if (_gate is { } gate) await gate.Task.WaitAsync(cancellation);
        if (_failure is { } failure) throw failure;
        return await inner.StoreAsync(group, cancellation);
    }

    /// <summary>From now on nothing is committed until <see cref="Open"/>.</summary>
    public void Shut() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on every group fails, until <see cref="Open"/>.</summary>
    public void Break() => _failure = new InvalidOperationException("broken by the test");

    public void Open()
    {
        _failure = null;
        Interlocked.Exchange(ref _gate, null)?.TrySetResult();
    }
}
