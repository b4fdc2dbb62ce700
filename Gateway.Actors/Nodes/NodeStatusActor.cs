using Akka.Actor;
using Gateway.Actors.Devices;
using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Actors.Nodes;

/// <summary>Answers for this node when another, or the platform API, wants to know how it is.</summary>
public sealed class NodeStatusActor : ReceiveActor
{
    /// <summary>Whoever asks waits longer than this.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(800);

    public NodeStatusActor(ITerminalDoor door, DeviceRegion devices, Func<Task<ClusterIdentity>> identity)
    {
        var system = Context.System;
        Receive<GetNodeStatus>(_ => StatusAsync(system, door, devices).PipeTo(Sender));
        Receive<GetClusterIdentity>(_ => identity().PipeTo(Sender));
    }

    private static async Task<NodeStatus> StatusAsync(ActorSystem system, ITerminalDoor door, DeviceRegion devices)
    {
        var singletons = Task.WhenAll(SingletonNames.All.Select(name => RunsHereAsync(system, name)));
        var (shards, actors) = await CountAsync(devices);
        return new NodeStatus(GatewayVersion.Text, door.Open, door.IsDraining, shards, actors, [.. (await singletons).OfType<string>()]);
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
