namespace Gateway.Benchmarks.Feed;

/// <summary>What the consumers of one process have seen.</summary>
/// <param name="Events">Of all of them.</param>
/// <param name="P50">From the receipt of a record to its event, ms.</param>
internal sealed record FollowerResult(long Events, double P50, double P99)
{
    public static FollowerResult FromLine(string line)
    {
        var parts = Array.ConvertAll(line.Split(' '), part => double.Parse(part, CultureInfo.InvariantCulture));
        return new FollowerResult((long)parts[0], parts[1], parts[2]);
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Events} {P50:F1} {P99:F1}");
}
