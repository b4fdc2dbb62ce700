using OpenTelemetry.Metrics;

namespace Gateway.Platform.Metrics;

/// <summary>Names of OpenTelemetry as Prometheus writes them (OpenTelemetry, "Prometheus and OpenMetrics compatibility").</summary>
internal static class PrometheusName
{
    public static string Of(Metric metric) => Of(metric.Name, metric.Unit, metric.MetricType is MetricType.LongSum or MetricType.DoubleSum);

    /// <param name="name">With dots.</param>
    /// <param name="unit">UCUM; a unit in braces is none.</param>
    public static string Of(string name, string? unit, bool counter)
    {
        var text = Legal(name);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        return text + (text.EndsWith(suffix, StringComparison.Ordinal) ? "" : suffix) + (counter ? "_total" : "");
    }

    /// <summary>Name of a label.</summary>
    public static string Label(string name) => Legal(name);

    private static string Legal(string name) => string.Create(name.Length, name, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++) to[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
    });
}
