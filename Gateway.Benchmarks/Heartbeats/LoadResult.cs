namespace Gateway.Benchmarks.Heartbeats;

/// <summary>What one round of load has measured.</summary>
/// <param name="Rate">Heartbeats answered in a second.</param>
/// <param name="CpuMicroseconds">CPU time of the server process for one heartbeat, all its threads.</param>
/// <param name="P50">Milliseconds from send to answer.</param>
/// <param name="P99">Milliseconds from send to answer.</param>
internal sealed record LoadResult(double Rate, double CpuMicroseconds, double P50, double P99)
{
    /// <summary>Heartbeats answered from the first to the last, those before and behind the measured time too.</summary>
    public long Answered { get; init; }

    public string ToLine() => JsonSerializer.Serialize(this);

    public static LoadResult FromLine(string line) => JsonSerializer.Deserialize<LoadResult>(line) ?? throw new InvalidDataException("the load has no result");
}
