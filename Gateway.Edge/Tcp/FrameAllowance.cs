namespace Gateway.Edge.Tcp;

/// <summary>How many frames of one connection may be un-answered at once. One taker (its read loop), any number of givers.</summary>
internal sealed class FrameAllowance(int most)
{
    private TaskCompletionSource<bool>? _room;
    private TaskCompletionSource? _idle;
    private int _open;
    private bool _closed;
    private bool _abandoned;

    /// <summary>Un-answered frames now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Takes a place, or waits until one is free. False: <see cref="Close"/> was called, and there is none any more.</summary>
    public ValueTask<bool> TakeAsync()
    {
        lock (this)
        {
            if (_closed) return new ValueTask<bool>(false);
            if (_open < most)
            {
                _open++;
                return new ValueTask<bool>(true);
            }

            _room = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask<bool>(_room.Task);
        }
    }

    /// <summary>Gives a place back. A place given to a waiter passes straight on.</summary>
    public void Release()
    {
        TaskCompletionSource<bool>? waiter;
        TaskCompletionSource? idle = null;
        lock (this)
        {
            waiter = _room;
            _room = null;
            if (waiter is null && --_open == 0) idle = _idle;
        }

        waiter?.TrySetResult(true);
        idle?.TrySetResult();
    }

    /// <summary>No more places: a taker that waits goes away empty-handed, or it would wait for ever once nobody answers any more.</summary>
    /// <param name="abandon">True: nobody will answer the open frames either, so nothing is left to wait for.</param>
    public void Close(bool abandon)
    {
        TaskCompletionSource<bool>? waiter;
        TaskCompletionSource? idle;
        lock (this)
        {
            _closed = true;
            _abandoned |= abandon;
            waiter = _room;
            _room = null;
            idle = _abandoned ? _idle : null;
        }

        waiter?.TrySetResult(false);
        idle?.TrySetResult();
    }

    /// <summary>Completes when no frame is un-answered, or nobody will answer. Asked once, after the last <see cref="TakeAsync"/>.</summary>
    public Task WhenIdleAsync()
    {
        lock (this)
        {
            if (_open == 0 || _abandoned) return Task.CompletedTask;
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}
