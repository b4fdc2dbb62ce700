using System.Diagnostics.Metrics;
using Gateway.Actors.Load;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Gateway.Platform.Metrics;

/// <summary>
/// Gathers the instruments of System.Diagnostics.Metrics that operators are shown: ours and the runtime's. OpenTelemetry's SDK keeps sums and buckets, so a reading costs no look
/// at the past.
/// </summary>
internal sealed class MetricReader : IDisposable
{
    /// <summary>Label sets of one instrument; measurements with more are counted in one (<see cref="Overflow"/>), so that a mistake cannot fill the memory.</summary>
    public const int SeriesMax = 200;

    /// <summary>The SDK's label of what is counted beyond <see cref="SeriesMax"/>.</summary>
    public const string Overflow = "otel.metric.overflow";

    /// <summary>The standard bounds of OpenTelemetry for durations, seconds, with a finer beginning and a longer end.</summary>
    private static readonly double[] DurationBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] CountBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    private readonly Lock _gate = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private Action<Metric>? _each;

    /// <param name="scope">Of meters that belong to one node (<see cref="Meter.Scope"/>): those of other nodes of this process are left out. Meters without a scope are the
    /// process's.</param>
    public MetricReader(MetricScope scope)
    {
        _reader = new BaseExportingMetricReader(new Handing(this));
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Gateway.*", "System.Runtime") // Our meters begin so; frozen.
            .AddView(instrument => instrument.Meter.Scope is MetricScope other && other != scope ? MetricStreamConfiguration.Drop : StreamOf(instrument))
            .AddReader(_reader)
            .Build();
    }

    /// <summary>Every metric with its values of now, ordered by name; one reading at a time.</summary>
    public void Read(Action<Metric> each)
    {
        lock (_gate)
        {
            _each = each;
            _reader.Collect();
            _each = null;
        }
    }

    public void Dispose() => _provider.Dispose();

    private static MetricStreamConfiguration StreamOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice: null } or Histogram<long> { Advice: null } or Histogram<int> { Advice: null } =>
            new ExplicitBucketHistogramConfiguration { Boundaries = instrument.Unit == "s" ? DurationBounds : CountBounds, CardinalityLimit = SeriesMax },
        _ => new MetricStreamConfiguration { CardinalityLimit = SeriesMax },
    };

    private sealed class Handing(MetricReader to) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            var metrics = new List<Metric>((int)batch.Count);
            foreach (var metric in batch) metrics.Add(metric);
            foreach (var metric in metrics.OrderBy(PrometheusName.Of, StringComparer.Ordinal)) to._each?.Invoke(metric);
            return ExportResult.Success;
        }
    }
}
