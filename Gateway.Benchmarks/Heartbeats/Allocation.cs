namespace Gateway.Benchmarks.Heartbeats;

/// <summary>What a server process has allocated and queued in its thread pool since it started, or for one heartbeat.</summary>
internal readonly record struct Allocation(long Bytes, double WorkItems)
{
    /// <summary>Of this process.</summary>
    public static Allocation Now() => new(GC.GetTotalAllocatedBytes(precise: true), ThreadPool.CompletedWorkItemCount);

    public static Allocation FromLine(string line) => JsonSerializer.Deserialize<Allocation>(line);

    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>For one of so many heartbeats.</summary>
    public Allocation Since(Allocation before, long heartbeats) => new((Bytes - before.Bytes) / heartbeats, (WorkItems - before.WorkItems) / heartbeats);
}
