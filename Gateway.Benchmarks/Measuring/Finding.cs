namespace Gateway.Benchmarks.Measuring;

/// <summary>One line of the result.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">Ours, with its unit.</param>
/// <param name="Baseline">What it was measured beside, with its unit; empty when the goal is absolute.</param>
/// <param name="Figure">The number the goal is about.</param>
/// <param name="Goal">The goal in words; empty when there is none.</param>
/// <param name="IsMet">Null when there is no goal.</param>
internal sealed record Finding(string What, string Measured, string Baseline, string Figure, string Goal, bool? IsMet);
