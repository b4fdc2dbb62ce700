using System.Diagnostics.Metrics;
using Gateway.Actors.Load;
using Gateway.Platform.Metrics;
using Gateway.Platform.Nodes;

namespace Gateway.Platform.Redis;

/// <summary>How Redis is. Without one the gauges are there and have no value.</summary>
internal sealed class RedisMetrics : IMetricSource, IDisposable
{
    private readonly Meter _meter;
    private readonly NodeSampler _sampler;

    public RedisMetrics(MetricScope scope, NodeSampler sampler)
    {
        _sampler = sampler;
        _meter = NodeMeter.Create(scope);
        Sampled("gateway.redis.up", null, "1: Redis answered this node.", static sample => sample.Redis is { } redis ? redis.IsUp ? 1 : 0 : null);
        Sampled("gateway.redis.feed.behind", "{item}", "Items of the feed that are not in the streams for certain.", static sample => sample.Redis?.Lag?.Items);
        Sampled("gateway.redis.feed.lag", "s", "Age of the oldest of them.", static sample => sample.RedisLag?.TotalSeconds);
        Sampled("gateway.redis.commands.pending", "{entry}", "Entries of gateway:commands that were taken and are not stored yet.", static sample => sample.Redis?.CommandsPending);
        Sampled("gateway.redis.commands.waiting", "{entry}", "Entries of gateway:commands that nobody has taken yet (Redis 7).", static sample => sample.Redis?.CommandsWaiting);
    }

    public Task SampleAsync() => _sampler.SampleAsync();

    public void Dispose() => _meter.Dispose();

    private void Sampled(string name, string? unit, string description, Func<NodeSample, double?> read) => _sampler.AddGauge(_meter, name, unit, description, read);
}
