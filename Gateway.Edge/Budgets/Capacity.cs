namespace Gateway.Edge.Budgets;

/// <summary>A bounded amount of something, taken in portions, first come first served: a large portion is not starved by small ones.</summary>
internal sealed class Capacity
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly long _size;
    private long _free;

    public Capacity(long size) => _free = _size = size;

    /// <summary>Takes nothing.</summary>
    public static IDisposable None { get; } = new Portion(null, 0);

    /// <summary>What is free now.</summary>
    public long Free
    {
        get
        {
            lock (_gate) return _free;
        }
    }

    /// <summary>Takes a portion until it is disposed. Null: there is no room, or others wait for it.</summary>
    public IDisposable? TryEnter(long amount)
    {
        lock (_gate)
        {
            if (_waiting.Count > 0 || _free < amount) return null;
            _free -= amount;
            return new Portion(this, amount);
        }
    }

    /// <summary>Takes a portion until it is disposed; waits while there is no room.</summary>
    /// <param name="amount">1..the whole size.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled while it waited; nothing is taken.</exception>
    public async ValueTask<IDisposable> EnterAsync(long amount, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, _size);
        LinkedListNode<Waiter> place;
        lock (_gate)
        {
            if (_waiting.Count == 0 && _free >= amount)
            {
                _free -= amount;
                return new Portion(this, amount);
            }

            place = _waiting.AddLast(new Waiter(amount));
        }

        await using (cancellation.UnsafeRegister(_ => GiveUp(place), null)) await place.Value.Entered.Task;
        return new Portion(this, amount);
    }

    private void GiveUp(LinkedListNode<Waiter> place)
    {
        lock (_gate)
        {
            if (place.List is null) return;
            _waiting.Remove(place);
            Admit();
        }

        place.Value.Entered.SetCanceled();
    }

    private void Leave(long amount)
    {
        lock (_gate)
        {
            _free += amount;
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.First is { } first && first.Value.Amount <= _free)
        {
            _free -= first.Value.Amount;
            _waiting.RemoveFirst();
            first.Value.Entered.SetResult();
        }
    }

    private sealed class Waiter(long amount)
    {
        public long Amount { get; } = amount;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Portion(Capacity? room, long amount) : IDisposable
    {
        private Capacity? _room = room;

        public void Dispose() => Interlocked.Exchange(ref _room, null)?.Leave(amount);
    }
}
