namespace Gateway.Actors.Feed;

/// <summary>
/// Wakes whoever waits for the feed to grow. A hint and nothing more: on another node than the sequencer's nobody publishes, so a waiter reads the feed
/// again after a while anyway, on the sequencer's own after a longer one. One shared task for all waiters, whatever their number; a waiter that gives up leaves nothing behind.
/// </summary>
public sealed class FeedSignal(TimeProvider? time = null)
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastSeq;
    private volatile bool _isFed;

    /// <summary>Whether the sequencer runs on this node: then whatever is numbered is published here.</summary>
    public bool IsFed
    {
        get => _isFed;
        set => _isFed = value;
    }

    /// <summary>The number that was published last; 0 when none was.</summary>
    public long LastSeq
    {
        get
        {
            lock (_gate) return _lastSeq;
        }
    }

    /// <summary>The feed now ends with <paramref name="lastSeq"/>. The same number again wakes nobody; a smaller one does: the feed has gone back.</summary>
    public void Publish(long lastSeq)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            if (lastSeq == _lastSeq) return;
            _lastSeq = lastSeq;
            grown = _grown;
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        grown.SetResult();
    }

    /// <summary>
    /// Returns when a number greater than <paramref name="after"/> has been published, at once if it was already, or after <paramref name="timeout"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task WaitAsync(long after, TimeSpan timeout, CancellationToken cancellation)
    {
        Task grown;
        lock (_gate)
        {
            if (_lastSeq > after) return Task.CompletedTask;
            grown = _grown.Task;
        }

        return WaitAsync(grown, timeout, cancellation);
    }

    private async Task WaitAsync(Task grown, TimeSpan timeout, CancellationToken cancellation)
    {
        await grown.WaitAsync(timeout, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }
}
