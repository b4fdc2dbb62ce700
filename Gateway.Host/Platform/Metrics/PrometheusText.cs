using System.Globalization;
using System.Text;

namespace Gateway.Platform.Metrics;

/// <summary>Writes families in the text format of Prometheus, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(MetricReader reader)
    {
        var text = new StringBuilder(16 * 1024);
        reader.Read(family => Write(text, family));
        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family)
    {
        var series = family.Series.ToArray();
        if (series.Length == 0)
        {
            return;
        }

        var type = family.Kind switch
        {
            MetricKind.Counter or MetricKind.ObservedCounter => "counter",
            MetricKind.Histogram => "histogram",
            _ => "gauge",
        };
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(type).Append('\n');
        foreach (var one in series)
        {
            if (family.Bounds is { } bounds)
            {
                WriteHistogram(text, family.Name, one, bounds);
            }
            else
            {
                WriteSample(text, family.Name, "", one.Labels, null, one.Value);
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, MetricSeries series, double[] bounds)
    {
        var (buckets, sum) = series.Snapshot();
        var count = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            WriteSample(text, name, "_bucket", series.Labels, i < bounds.Length ? Number(bounds[i]) : "+Inf", count);
        }

        WriteSample(text, name, "_sum", series.Labels, null, sum);
        WriteSample(text, name, "_count", series.Labels, null, count);
    }

    private static void WriteSample(StringBuilder text, string name, string suffix, IReadOnlyList<KeyValuePair<string, string>> labels, string? bound, double value)
    {
        text.Append(name).Append(suffix);
        var separator = '{';
        foreach (var (label, of) in labels)
        {
            text.Append(separator).Append(label).Append("=\"").Append(Escaped(of)).Append('"');
            separator = ',';
        }

        if (bound is not null)
        {
            text.Append(separator).Append("le=\"").Append(bound).Append('"');
            separator = ',';
        }

        text.Append(separator == ',' ? "} " : " ").Append(Number(value)).Append('\n');
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
