using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Host.Membership;
using Gateway.Platform.Nodes;
using static Gateway.Actors.Nodes.ClusterMessages;

namespace Gateway.Actors.Nodes;

/// <summary>Answers for this node when another, or the platform API, wants to know how it is.</summary>
internal sealed class NodeStatusActor : ReceiveActor
{
    /// <summary>Whoever asks waits longer than this.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(800);

    public NodeStatusActor(ITerminalDoor edge, DeviceRegion devices, ClusterEntry entry)
    {
        var system = Context.System;
        Receive<GetNodeStatus>(_ => StatusAsync(system, edge, devices).PipeTo(Sender));
        Receive<GetClusterIdentity>(_ => entry.IdentityAsync().PipeTo(Sender));
    }

    private static async Task<NodeStatus> StatusAsync(ActorSystem system, ITerminalDoor edge, DeviceRegion devices)
    {
        var singletons = Task.WhenAll(SingletonNames.All.Select(name => RunsHereAsync(system, name)));
        var (shards, actors) = await CountAsync(devices);
        return new NodeStatus(NodeMetrics.Version, edge.Open, edge.IsDraining, shards, actors, [.. (await singletons).OfType<string>()]);
    }

    private static async Task<(int Shards, int Actors)> CountAsync(DeviceRegion devices)
    {
        try
        {
            return await devices.CountAsync(AnswerWithin);
        }
        catch (AskTimeoutException)
        {
            return (-1, -1);
        }
    }

    /// <summary>The name when that singleton's actor lives on this node. A path without an address is a path of this node.</summary>
    private static async Task<string?> RunsHereAsync(ActorSystem system, string name)
    {
        try
        {
            var identity = await system.ActorSelection($"/user/{name}/singleton").Ask<ActorIdentity>(new Identify(null), AnswerWithin);
            return identity.Subject is null ? null : name;
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
