using Akka.Actor;
using Akka.Cluster;
using Gateway.Actors.Nodes;
using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Platform.Nodes;

/// <summary>The cluster as this node sees it, with what each member says of itself.</summary>
internal sealed class ClusterReader(ActorSystem system, NodeSampler sampler)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    public async Task<ClusterResponse> ReadAsync(CancellationToken cancellation)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        var state = cluster.State;
        var sampled = sampler.SampleAsync();
        var nodes = await Task.WhenAll(state.Members.Select(member => NodeAsync(member, state.Unreachable.Contains(member), cancellation)));
        var sample = await sampled;
        return new ClusterResponse(
            NodeName.Of(cluster.SelfAddress),
            state.Leader is { } leader ? NodeName.Of(leader) : null,
            nodes,
            sample.Backlog is not { } backlog
                ? null
                : new FeedResponse(backlog.LastSeq, backlog.OutboxItems, Math.Round(sample.FeedLag!.Value.TotalSeconds, 3), backlog.Generation, backlog.MayLose));
    }

    private async Task<NodeResponse> NodeAsync(Member member, bool unreachable, CancellationToken cancellation)
    {
        var status = unreachable ? null : await AskAsync(member.Address, cancellation);
        return new NodeResponse(
            NodeName.Of(member.Address),
            member.Status.ToString().ToLowerInvariant(),
            !unreachable,
            status is not null,
            [.. member.Roles.Order(StringComparer.Ordinal)],
            status?.Version ?? member.AppVersion.Version,
            status?.Draining,
            status?.Connections,
            status is { Shards: >= 0 } ? status.Shards : null,
            status is { DeviceActors: >= 0 } ? status.DeviceActors : null,
            status?.Singletons ?? []);
    }

    private async Task<NodeStatus?> AskAsync(Address node, CancellationToken cancellation)
    {
        try
        {
            return await system.ActorSelection(new RootActorPath(node) / "user" / StatusActor).Ask<NodeStatus>(GetNodeStatus.Instance, AnswerWithin, cancellation);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
