using HdrHistogram;

namespace Gateway.Simulator.Reports;

/// <summary>Percentiles of latencies, in milliseconds.</summary>
internal sealed record LatencySummary(long Count, double P50Ms, double P90Ms, double P99Ms, double P999Ms, double MaxMs)
{
    private const double MicrosecondsPerMillisecond = 1000;

    /// <summary>Reads a histogram of microseconds.</summary>
    public static LatencySummary Of(HistogramBase histogram) => histogram.TotalCount == 0
        ? new LatencySummary(0, 0, 0, 0, 0, 0)
        : new LatencySummary(
            histogram.TotalCount,
            Ms(histogram.GetValueAtPercentile(50)),
            Ms(histogram.GetValueAtPercentile(90)),
            Ms(histogram.GetValueAtPercentile(99)),
            Ms(histogram.GetValueAtPercentile(99.9)),
            Ms(histogram.GetMaxValue()));

    private static double Ms(long microseconds) => Math.Round(microseconds / MicrosecondsPerMillisecond, 3);
}
