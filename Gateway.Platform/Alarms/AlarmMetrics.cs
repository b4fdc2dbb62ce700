using System.Diagnostics.Metrics;
using Gateway.Actors.Load;
using Gateway.Platform.Metrics;

namespace Gateway.Platform.Alarms;

/// <summary>Open alarms by code. Every code is always there, so that an alert rule sees the difference between none and unknown.</summary>
internal sealed class AlarmMetrics : IMetricSource, IDisposable
{
    /// <summary>Name of the meter; frozen.</summary>
    public const string MeterName = "Gateway.Alarms";

    private readonly Meter _meter;

    public AlarmMetrics(MetricScope scope, AlarmRound round)
    {
        _meter = new Meter(new MeterOptions(MeterName) { Scope = scope });
        _meter.CreateObservableGauge(
            "gateway.alarms",
            () => AlarmCodes.All.Select(code => new Measurement<long>(round.Open.GetValueOrDefault(code), new KeyValuePair<string, object?>("code", code))),
            "{alarm}",
            "Open alarms of the cluster, by code.");
    }

    public void Dispose() => _meter.Dispose();
}
