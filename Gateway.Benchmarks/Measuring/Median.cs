namespace Gateway.Benchmarks.Measuring;

/// <summary>The middle of a few rounds: one that a foreign build has disturbed does not count.</summary>
internal static class Median
{
    public static double Of<T>(IEnumerable<T> rounds, Func<T, double> value)
    {
        var sorted = rounds.Select(value).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
