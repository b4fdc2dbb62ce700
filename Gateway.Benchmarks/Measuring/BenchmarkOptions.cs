namespace Gateway.Benchmarks.Measuring;

/// <summary>How much is measured.</summary>
/// <param name="Connections">Terminals that beat at once.</param>
/// <param name="Rounds">Rounds of each side.</param>
/// <param name="Duration">Measured time of one round, without its warm-up.</param>
/// <param name="Directory">Where databases are made and removed again.</param>
internal sealed record BenchmarkOptions(int Connections, int Rounds, TimeSpan Duration, string Directory);
