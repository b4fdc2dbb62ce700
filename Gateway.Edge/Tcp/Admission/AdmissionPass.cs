namespace Gateway.Edge.Tcp.Admission;

/// <summary>A newcomer's place among those that are let in at a time. It is given back once, by whoever comes first: its first answer, its end, or the clock.</summary>
internal sealed class AdmissionPass(AdmissionQueue queue, long issuedAt)
{
    private int _released;

    /// <summary>Timestamp of its issue.</summary>
    public long IssuedAt { get; } = issuedAt;

    public bool IsReleased => Volatile.Read(ref _released) != 0;

    /// <summary>Lets the next one in. Any thread, any number of times.</summary>
    public void Release()
    {
        if (!IsReleased && Interlocked.Exchange(ref _released, 1) == 0) queue.Left();
    }

    /// <summary>Nobody took it: nothing is to be given back.</summary>
    internal void Disown() => Volatile.Write(ref _released, 1);
}
