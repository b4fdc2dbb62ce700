namespace Gateway.Simulator.Reports;

/// <summary>Counts the terminals that are served again after a reconnect storm; written by many threads.</summary>
internal sealed class StormWatch(TimeProvider time)
{
    private long _begun;
    private long _terminals;
    private long _served;
    private long _last;

    /// <summary>All that are connected hang up now.</summary>
    public void Begin(long connected)
    {
        Volatile.Write(ref _begun, time.GetTimestamp());
        Volatile.Write(ref _terminals, connected);
    }

    /// <summary>A terminal that took part had its first right answer since.</summary>
    public void Served(long now)
    {
        Interlocked.Increment(ref _served);
        for (var last = Volatile.Read(ref _last); last < now; last = Volatile.Read(ref _last)) Interlocked.CompareExchange(ref _last, now, last);
    }

    /// <summary>How it went; null when there was none.</summary>
    public StormReport? Report()
    {
        var begun = Volatile.Read(ref _begun);
        if (begun == 0) return null;
        var last = Math.Max(Volatile.Read(ref _last), begun);
        return new StormReport(Volatile.Read(ref _terminals), Interlocked.Read(ref _served), Math.Round(time.GetElapsedTime(begun, last).TotalSeconds, 3));
    }
}
