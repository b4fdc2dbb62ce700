namespace Gateway.Simulator.Terminals;

/// <summary>
/// A terminal's records that are not acknowledged yet, oldest first, and which of them are on their way. What was sent and not answered is sent
/// again, unchanged, before anything else: that is what real terminals do (field notes, retry behaviour).
/// </summary>
internal sealed class RecordBacklog(int capacity)
{
    private Recognition[] _ring = new Recognition[4];
    private int _head;
    private int _lost;

    /// <summary>Records not acknowledged yet, those in flight included.</summary>
    public int Count { get; private set; }

    /// <summary>Records sent and not answered yet.</summary>
    public int InFlight { get; private set; }

    /// <summary>True if the next group was sent before and its answer was lost.</summary>
    public bool IsRepeating => _lost > 0;

    /// <summary>Keeps a record; false if the backlog is full.</summary>
    public bool TryAdd(Recognition record)
    {
        if (Count == capacity) return false;
        if (Count == _ring.Length) Grow();
        _ring[(_head + Count) % _ring.Length] = record;
        Count++;
        return true;
    }

    /// <summary>Puts the next group in flight.</summary>
    /// <param name="group">Gets the records.</param>
    /// <param name="wanted">Records to send, at most as many as <paramref name="group"/> holds.</param>
    /// <param name="regroup">False: a lost group is repeated as it was; true: repeated records go by <paramref name="wanted"/> too.</param>
    /// <returns>How many records the group has.</returns>
    /// <exception cref="InvalidOperationException">A group is in flight already.</exception>
    public int Send(Span<Recognition> group, int wanted, bool regroup)
    {
        if (InFlight > 0) throw new InvalidOperationException("A group is in flight already.");
        InFlight = _lost > 0 && !regroup ? _lost : Math.Min(wanted, Count);
        for (var i = 0; i < InFlight; i++) group[i] = _ring[(_head + i) % _ring.Length];
        return InFlight;
    }

    /// <summary>The group in flight was acknowledged.</summary>
    /// <param name="acknowledged">Gets the records, in the order in which they were sent.</param>
    /// <returns>How many there were.</returns>
    public int Acknowledge(Span<Recognition> acknowledged)
    {
        var count = InFlight;
        for (var i = 0; i < count; i++) acknowledged[i] = _ring[(_head + i) % _ring.Length];
        _head = (_head + count) % _ring.Length;
        Count -= count;
        InFlight = 0;
        _lost = Math.Max(0, _lost - count);
        return count;
    }

    /// <summary>The answer to the group in flight is lost, or it was refused: it has to be sent again.</summary>
    public void Lose()
    {
        _lost = Math.Max(_lost, InFlight);
        InFlight = 0;
    }

    private void Grow()
    {
        var larger = new Recognition[_ring.Length * 2];
        for (var i = 0; i < Count; i++) larger[i] = _ring[(_head + i) % _ring.Length];
        _ring = larger;
        _head = 0;
    }
}
