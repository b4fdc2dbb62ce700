using System.Diagnostics.Metrics;
using Gateway.Actors.Load;
using Gateway.Platform.Metrics;

namespace Gateway.Platform.Rest.Feed;

/// <summary>Who waits for the feed here.</summary>
internal sealed class FeedMetrics : IMetricSource, IDisposable
{
    private readonly Meter _meter;

    public FeedMetrics(MetricScope scope, FeedConsumers consumers, RestLimits limits)
    {
        _meter = NodeMeter.Create(scope);
        _meter.CreateObservableGauge("gateway.feed.consumers", () => consumers.Waiting, "{consumer}", "Consumers that wait for the feed here, long polls and streams.");
        _meter.CreateObservableGauge("gateway.feed.consumers.limit", () => limits.FeedConsumers, "{consumer}", "Consumers that may wait.");
    }

    public void Dispose() => _meter.Dispose();
}
