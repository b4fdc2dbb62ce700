using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Gateway.Platform.Metrics;

/// <summary>One instrument with all its label sets, under the name that Prometheus knows it by.</summary>
internal sealed class MetricFamily
{
    /// <summary>Label sets of one instrument; measurements with more are counted in one without labels, so that a mistake cannot fill the memory.</summary>
    public const int SeriesMax = 200;

    /// <summary>The standard bounds of OpenTelemetry for durations, seconds, with a finer beginning and a longer end.</summary>
    private static readonly double[] DurationBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] CountBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    private readonly ConcurrentDictionary<LabelValues, MetricSeries> _series = new();
    private readonly bool _observed;

    public MetricFamily(Instrument instrument)
    {
        Kind = KindOf(instrument);
        _observed = instrument.IsObservable;
        Bounds = Kind == MetricKind.Histogram ? BoundsOf(instrument) : null;
        Name = PrometheusName.Of(instrument.Name, instrument.Unit, Kind is MetricKind.Counter or MetricKind.ObservedCounter);
        Help = instrument.Description ?? "";
    }

    public string Name { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    /// <summary>Upper bounds of the buckets of a histogram, ascending; null for the other kinds.</summary>
    public double[]? Bounds { get; }

    public IEnumerable<MetricSeries> Series => _series.Values;

    /// <summary>Observed values are told anew at each reading; label sets that are told no more are gone.</summary>
    public void BeginReading()
    {
        if (_observed)
        {
            _series.Clear();
        }
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = SeriesOf(tags);
        switch (Kind)
        {
            case MetricKind.Histogram: series.Observe(value); break;
            case MetricKind.Counter or MetricKind.Sum: series.Add(value); break;
            default: series.Set(value); break;
        }
    }

    private MetricSeries SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = LabelValues.Of(tags);
        if (_series.TryGetValue(key, out var series))
        {
            return series;
        }

        var over = _series.Count >= SeriesMax;
        var labels = new KeyValuePair<string, string>[over ? 0 : Math.Min(tags.Length, LabelValues.Most)];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = new(PrometheusName.Label(tags[i].Key), LabelValues.Text(tags[i].Value) ?? "");
        }

        return _series.GetOrAdd(over ? default : key, static (_, made) => made, new MetricSeries(labels, Bounds));
    }

    private static MetricKind KindOf(Instrument instrument) => instrument.GetType().GetGenericTypeDefinition() switch
    {
        var type when type == typeof(Counter<>) => MetricKind.Counter,
        var type when type == typeof(ObservableCounter<>) => MetricKind.ObservedCounter,
        var type when type == typeof(UpDownCounter<>) => MetricKind.Sum,
        var type when type == typeof(Histogram<>) => MetricKind.Histogram,
        _ => MetricKind.Gauge,
    };

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(static bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(static bound => (double)bound)],
        { Unit: "s" } => DurationBounds,
        _ => CountBounds,
    };

    /// <summary>The values of a label set, in the order in which the instrument gives them.</summary>
    private readonly record struct LabelValues(string? First, string? Second, string? Third)
    {
        public const int Most = 3;

        public static LabelValues Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(
            tags.Length > 0 ? Text(tags[0].Value) : null, tags.Length > 1 ? Text(tags[1].Value) : null, tags.Length > 2 ? Text(tags[2].Value) : null);

        public static string? Text(object? value) => value as string ?? (value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture));
    }
}
