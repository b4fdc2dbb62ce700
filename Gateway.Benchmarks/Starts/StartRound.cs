namespace Gateway.Benchmarks.Starts;

/// <summary>One start of a program.</summary>
/// <param name="ReadyMs">From the start of the process until it was ready.</param>
/// <param name="CpuMs">What it had used of the processors by then.</param>
/// <param name="PacedMs">Until 99 % of the first heartbeats were answered, one a millisecond.</param>
/// <param name="HerdMs">The same, all in the same moment.</param>
internal sealed record StartRound(double ReadyMs, double CpuMs, double PacedMs = 0, double HerdMs = 0);
