using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Gateway.Platform.Metrics;

/// <summary>Writes metrics in the text format of Prometheus, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(MetricReader reader)
    {
        var text = new StringBuilder(16 * 1024);
        reader.Read(metric => Write(text, metric));
        return text.ToString();
    }

    private static void Write(StringBuilder text, Metric metric)
    {
        var name = PrometheusName.Of(metric);
        text.Append("# HELP ").Append(name).Append(' ').Append(metric.Description.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(metric)).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point.Tags);
            if (metric.MetricType == MetricType.Histogram) WriteHistogram(text, name, labels, point);
            else WriteSample(text, name, "", labels, Value(metric.MetricType, point));
        }
    }

    private static string TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static double Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static void WriteHistogram(StringBuilder text, string name, string labels, in MetricPoint point)
    {
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var bound = $"le=\"{Number(bucket.ExplicitBound)}\"";
            WriteSample(text, name, "_bucket", labels.Length == 0 ? bound : $"{labels},{bound}", count);
        }

        WriteSample(text, name, "_sum", labels, point.GetHistogramSum());
        WriteSample(text, name, "_count", labels, count);
    }

    private static void WriteSample(StringBuilder text, string name, string suffix, string labels, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>From last to first: the SDK sorts them by name, and the metrics with two labels have always had them the other way round.</summary>
    private static string Labels(ReadOnlyTagCollection tags)
    {
        var labels = "";
        foreach (var (name, value) in tags)
        {
            if (name == MetricReader.Overflow) return "";
            var label = $"{PrometheusName.Label(name)}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"";
            labels = labels.Length == 0 ? label : $"{label},{labels}";
        }

        return labels;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
