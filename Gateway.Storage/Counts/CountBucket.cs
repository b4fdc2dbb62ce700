namespace Gateway.Storage.Counts;

/// <summary>What was counted within a time.</summary>
/// <param name="At">When it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Values">Sums, of levels averages. A sum that is missing is 0; a level that is missing is not known.</param>
public sealed record CountBucket(DateTimeOffset At, TimeSpan Length, IReadOnlyDictionary<CountKind, double> Values);
