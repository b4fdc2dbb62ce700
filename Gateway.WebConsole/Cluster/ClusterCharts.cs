using Gateway.Storage.Counts;
using Gateway.WebConsole.Charts;
using Gateway.WebConsole.Parts;

namespace Gateway.WebConsole.Cluster;

/// <summary>Makes the series of the cluster's charts out of its counts.</summary>
internal static class ClusterCharts
{
    /// <summary>A sum by time: heartbeats a second, uploads a minute.</summary>
    /// <param name="per">Null: as they are, within each step.</param>
    public static ChartSeries Sums(ClusterView view, ClusterRange range, CountKind kind, string name, ChartStyle style, TimeSpan? per, Level level = Level.Plain) =>
        Of(view, range, name, style, level, bucket => bucket.Values.GetValueOrDefault(kind) / (per is { } unit ? bucket.Length / unit : 1));

    /// <summary>A level.</summary>
    public static ChartSeries Levels(ClusterView view, ClusterRange range, CountKind kind, string name, Level level = Level.Plain) =>
        Of(view, range, name, ChartStyle.Line, level, bucket => bucket.Values.TryGetValue(kind, out var value) ? value : double.NaN);

    /// <summary>Where no gateway was there, a gap.</summary>
    private static ChartSeries Of(ClusterView view, ClusterRange range, string name, ChartStyle style, Level level, Func<CountBucket, double> value)
    {
        var known = (view.Counts ?? []).ToDictionary(static bucket => bucket.At);
        var points = new List<ChartPoint>();
        for (var at = view.From; at < view.To; at += range.Step) points.Add(new ChartPoint(at, known.TryGetValue(at, out var bucket) ? value(bucket) : double.NaN));
        return new ChartSeries(name, style, points, level);
    }
}
