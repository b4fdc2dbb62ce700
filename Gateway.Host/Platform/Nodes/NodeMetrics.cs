using System.Diagnostics.Metrics;
using Akka.Actor;
using Akka.Cluster;
using Gateway.Actors.Attendance;
using Gateway.Actors.Load;
using Gateway.Actors.Nodes;
using Gateway.Host.Start;
using Gateway.Platform.Rest;
using Gateway.Platform.Rest.Feed;

namespace Gateway.Platform.Nodes;

/// <summary>What is looked at when metrics are read: queues and their limits, the feed's lag, the cluster as this node sees it.</summary>
internal sealed class NodeMetrics : IDisposable
{
    /// <summary>Name of the meter; frozen.</summary>
    public const string MeterName = "Gateway.Node";

    private readonly Meter _meter;
    private readonly NodeSampler _sampler;

    public NodeMetrics(
        MetricScope scope, AttendanceLog attendance, FeedConsumers consumers, PlatformLimits limits, NodeSampler sampler, LoadGauge load, ActorSystem system)
    {
        _sampler = sampler;
        _meter = new Meter(new MeterOptions(MeterName) { Scope = scope });
        var version = new KeyValuePair<string, object?>("version", GatewayVersion.Text);
        _meter.CreateObservableGauge("gateway.build.info", () => new Measurement<int>(1, version), null, "Always 1; the label is the version of the gateway.");
        Gauge("gateway.attendance.queue", "{upload}", "Uploads that wait for a transaction.", () => attendance.Waiting);
        Gauge("gateway.attendance.queue.limit", "{upload}", "Uploads that may wait.", () => AttendanceLogOptions.Standard.QueueMax);
        Gauge("gateway.load.level", "{level}", "What is left undone so that uploads go on: 0 nothing, 1 traces and presence, 2 lists and bulk requests too.", () => (int)load.Level);
        Gauge("gateway.feed.consumers", "{consumer}", "Consumers that wait for the feed here, long polls and streams.", () => consumers.Waiting);
        Gauge("gateway.feed.consumers.limit", "{consumer}", "Consumers that may wait.", () => limits.FeedConsumers);
        AddSampled();
        AddRedis();
        AddCluster(Akka.Cluster.Cluster.Get(system));
    }

    public void Dispose() => _meter.Dispose();

    private void AddSampled()
    {
        Sampled("gateway.database.up", null, "1: the database answered.", static sample => sample.Backlog is null ? 0 : 1);
        Sampled("gateway.database.answer.duration", "s", "How long the database took to answer a small query.", static sample => sample.DatabaseTook.TotalSeconds);
        Sampled("gateway.feed.outbox", "{item}", "Items that are not numbered yet (at most 100 000 are counted).", static sample => sample.Backlog?.OutboxItems);
        Sampled("gateway.feed.lag", "s", "Age of the oldest item that is not numbered yet.", static sample => sample.FeedLag?.TotalSeconds);
        Sampled("gateway.feed.last", "{item}", "The feed's last number.", static sample => sample.Backlog?.LastSeq);
        Sampled("gateway.commands.queued", "{command}", "Commands that wait for their terminal, of the cluster (at most 100 000 are counted).", static sample => sample.Backlog?.Queued);
        Sampled("gateway.commands.in_flight", "{command}", "Commands whose result is awaited, of the cluster.", static sample => sample.Backlog?.InFlight);
        Sampled("gateway.shards", "{shard}", "Shards on this node.", static sample => sample.Shards);
        Sampled("gateway.device_actors", "{actor}", "DeviceActors on this node.", static sample => sample.DeviceActors);
    }

    /// <summary>Without Redis they have no value.</summary>
    private void AddRedis()
    {
        Sampled("gateway.redis.up", null, "1: Redis answered this node.", static sample => sample.Redis is { } redis ? redis.IsUp ? 1 : 0 : null);
        Sampled("gateway.redis.feed.behind", "{item}", "Items of the feed that are not in the streams for certain.", static sample => sample.Redis?.Lag?.Items);
        Sampled("gateway.redis.feed.lag", "s", "Age of the oldest of them.", static sample => sample.RedisLag?.TotalSeconds);
        Sampled("gateway.redis.commands.pending", "{entry}", "Entries of gateway:commands that were taken and are not stored yet.", static sample => sample.Redis?.CommandsPending);
        Sampled("gateway.redis.commands.waiting", "{entry}", "Entries of gateway:commands that nobody has taken yet (Redis 7).", static sample => sample.Redis?.CommandsWaiting);
    }

    private void AddCluster(Akka.Cluster.Cluster cluster)
    {
        _meter.CreateObservableGauge(
            "gateway.cluster.members",
            () => cluster.State.Members.GroupBy(static member => member.Status)
                .Select(static group => new Measurement<int>(group.Count(), new KeyValuePair<string, object?>("status", Text(group.Key)))),
            "{node}",
            "Members of the cluster as this node sees it, by status.");
        Gauge("gateway.cluster.unreachable", "{node}", "Members that this node, or another, cannot reach.", () => cluster.State.Unreachable.Count);
    }

    private static string Text(MemberStatus status) => status.ToString().ToLowerInvariant();

    private void Gauge(string name, string unit, string description, Func<int> read) => _meter.CreateObservableGauge(name, read, unit, description);

    /// <summary>Nothing is shown of what is not known.</summary>
    private void Sampled(string name, string? unit, string description, Func<NodeSample, double?> read) => _meter.CreateObservableGauge(
        name, () => _sampler.Last is { } last && read(last) is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), unit, description);
}
