using System.Diagnostics.Metrics;
using Gateway.Actors.Load;

namespace Gateway.Edge.Traffic;

/// <summary>Meters of the frame recorder, looked at when metrics are read.</summary>
internal sealed class RecorderMetrics : IDisposable
{
    /// <summary>Name of the meter; frozen.</summary>
    public const string MeterName = "Gateway.Recorder";

    private readonly Meter _meter;

    public RecorderMetrics(MetricScope scope, RecorderCounts counts)
    {
        _meter = new Meter(new MeterOptions(MeterName) { Scope = scope });
        _meter.CreateObservableCounter(
            "gateway.recorder.frames",
            () => new[] { Of("kept", counts.Kept), Of("repeated", counts.Repeated), Of("dropped", counts.Dropped) },
            "{frame}",
            "Frames that passed by the recorder: kept as an entry, repeated (counted with the one before), dropped.");
        _meter.CreateObservableGauge("gateway.recorder.waiting", () => counts.Waiting, "{entry}", "Entries of the recorder that are not in the database yet.");
        _meter.CreateObservableGauge("gateway.recorder.waiting.limit", () => counts.WaitingMax, "{entry}", "Entries that may wait; then frames are dropped.");
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long> Of(string outcome, long value) => new(value, new KeyValuePair<string, object?>("outcome", outcome));
}
