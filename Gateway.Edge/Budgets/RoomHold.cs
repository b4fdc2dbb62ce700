namespace Gateway.Edge.Budgets;

/// <summary>What one request holds of a <see cref="FairRoom"/>: more and less as it goes on, all of it given back at the end. For one thread.</summary>
internal sealed class RoomHold(FairRoom room, Claimant who) : IDisposable
{
    private Claimant _who = who;

    /// <summary>What it holds.</summary>
    public long Amount { get; private set; }

    /// <summary>From now on this terminal holds it.</summary>
    public void BelongsTo(string sn)
    {
        var known = _who with { Sn = sn };
        room.Move(_who, known, Amount);
        _who = known;
    }

    /// <summary>Holds that much; waits while there is no room for more.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited: it holds what it held.</exception>
    public async ValueTask SetAsync(long amount, CancellationToken cancellation)
    {
        if (amount > Amount) await room.EnterAsync(_who, amount - Amount, cancellation);
        else room.Leave(_who, Amount - amount);
        Amount = amount;
    }

    /// <summary>The same without waiting. False: there is no room for more.</summary>
    public bool TrySet(long amount)
    {
        if (amount > Amount && !room.TryEnter(_who, amount - Amount)) return false;
        if (amount < Amount) room.Leave(_who, Amount - amount);
        Amount = amount;
        return true;
    }

    public void Dispose()
    {
        room.Leave(_who, Amount);
        Amount = 0;
    }
}
