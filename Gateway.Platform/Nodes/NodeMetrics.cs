using System.Diagnostics.Metrics;
using Akka.Actor;
using Akka.Cluster;
using Gateway.Actors.Attendance;
using Gateway.Actors.Load;
using Gateway.Actors.Nodes;
using Gateway.Platform.Metrics;

namespace Gateway.Platform.Nodes;

/// <summary>What is looked at when metrics are read: the uplink's queue, database and feed, shards, the cluster as this node sees it.</summary>
internal sealed class NodeMetrics : IMetricSource, IDisposable
{
    private readonly Meter _meter;
    private readonly NodeSampler _sampler;

    public NodeMetrics(MetricScope scope, NodeSampler sampler, AttendanceLog attendance, LoadGauge load, ActorSystem system)
    {
        _sampler = sampler;
        _meter = NodeMeter.Create(scope);
        var version = new KeyValuePair<string, object?>("version", GatewayVersion.Text);
        _meter.CreateObservableGauge("gateway.build.info", () => new Measurement<int>(1, version), null, "Always 1; the label is the version of the gateway.");
        Gauge("gateway.attendance.queue", "{upload}", "Uploads that wait for a transaction.", () => attendance.Waiting);
        Gauge("gateway.attendance.queue.limit", "{upload}", "Uploads that may wait.", () => attendance.WaitingMax);
        Gauge("gateway.load.level", "{level}",
            "What is left undone so that uploads go on: 0 nothing, 1 traces and presence, 2 lists and bulk requests too.", () => (int)load.Level);
        AddSampled();
        AddCluster(Akka.Cluster.Cluster.Get(system));
    }

    public Task SampleAsync() => _sampler.SampleAsync();

    public void Dispose() => _meter.Dispose();

    private void AddSampled()
    {
        Sampled("gateway.database.up", null, "1: the database answered.", static sample => sample.Backlog is null ? 0 : 1);
        Sampled("gateway.database.answer.duration", "s", "How long the database took to answer a small query.", static sample => sample.DatabaseTook.TotalSeconds);
        Sampled("gateway.feed.outbox", "{item}", "Items that are not numbered yet (at most 100 000 are counted).", static sample => sample.Backlog?.OutboxItems);
        Sampled("gateway.feed.lag", "s", "Age of the oldest item that is not numbered yet.", static sample => sample.FeedLag?.TotalSeconds);
        Sampled("gateway.feed.last", "{item}", "The feed's last number.", static sample => sample.Backlog?.LastSeq);
        Sampled("gateway.commands.queued", "{command}",
            "Commands that wait for their terminal, of the cluster (at most 100 000 are counted).", static sample => sample.Backlog?.Queued);
        Sampled("gateway.commands.in_flight", "{command}", "Commands whose result is awaited, of the cluster.", static sample => sample.Backlog?.InFlight);
        Sampled("gateway.roster.due",
            "{terminal}", "Terminals that are still to be compared with their roster, of the cluster (at most 100 000 are counted).",
            static sample => sample.Backlog?.RostersDue);
        Sampled("gateway.shards", "{shard}", "Shards on this node.", static sample => sample.Shards);
        Sampled("gateway.device_actors", "{actor}", "DeviceActors on this node.", static sample => sample.DeviceActors);
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

    private void Sampled(string name, string? unit, string description, Func<NodeSample, double?> read) => _sampler.AddGauge(_meter, name, unit, description, read);
}
