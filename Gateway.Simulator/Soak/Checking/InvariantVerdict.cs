namespace Gateway.Simulator.Soak.Checking;

/// <summary>One invariant over a whole history.</summary>
/// <param name="Looked">How often there was something to look at.</param>
/// <param name="Broken">How often it did not hold.</param>
/// <param name="Offenders">The first twenty ids of those.</param>
internal sealed record InvariantVerdict(string Invariant, long Looked, long Broken, IReadOnlyList<string> Offenders);
