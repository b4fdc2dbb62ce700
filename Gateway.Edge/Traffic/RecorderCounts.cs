namespace Gateway.Edge.Traffic;

/// <summary>What the recorder of a node has done, and the limit that its rings share. Any number of threads.</summary>
internal sealed class RecorderCounts(int waitingMax)
{
    private long _kept;
    private long _repeated;
    private long _dropped;
    private int _waiting;

    /// <summary>Frames that became an entry of their own.</summary>
    public long Kept => Volatile.Read(ref _kept);

    /// <summary>Frames that were the same as the one before.</summary>
    public long Repeated => Volatile.Read(ref _repeated);

    /// <summary>Frames that were not recorded, because too many entries waited or because of a fault.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Entries that are not in the database yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Entries that may wait.</summary>
    public int WaitingMax { get; } = waitingMax;

    public void AddKept()
    {
        Interlocked.Increment(ref _kept);
        Interlocked.Increment(ref _waiting);
    }

    public void AddRepeated() => Interlocked.Add(ref _repeated, 2);

    public void AddDropped() => Interlocked.Increment(ref _dropped);

    public void NoLongerWaiting(int entries) => Interlocked.Add(ref _waiting, -entries);
}
