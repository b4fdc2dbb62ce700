namespace Gateway.Host.Tcp;

/// <summary>How many frames of one connection may be un-answered at once. One taker (its read loop), any number of givers.</summary>
internal sealed class FrameAllowance(int most)
{
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;
    private int _open;

    /// <summary>Un-answered frames now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Takes a place, or completes when one is free.</summary>
    public ValueTask TakeAsync()
    {
        lock (this)
        {
            if (_open < most)
            {
                _open++;
                return ValueTask.CompletedTask;
            }

            _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task);
        }
    }

    /// <summary>Gives a place back. A place given to a waiter passes straight on.</summary>
    public void Release()
    {
        TaskCompletionSource? waiter;
        TaskCompletionSource? idle = null;
        lock (this)
        {
            waiter = _room;
            _room = null;
            if (waiter is null && --_open == 0)
            {
                idle = _idle;
            }
        }

        waiter?.TrySetResult();
        idle?.TrySetResult();
    }

    /// <summary>Completes when no frame is un-answered. Asked once, after the last <see cref="TakeAsync"/>.</summary>
    public Task WhenIdleAsync()
    {
        lock (this)
        {
            if (_open == 0)
            {
                return Task.CompletedTask;
            }

            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}
