using Gateway.Actors.Nodes;
using Gateway.Edge.Tcp;
using Gateway.Platform.Rest.Health;

namespace Gateway.Host.Health;

/// <summary>This node is a member that serves: up, its lanes running, not draining.</summary>
internal sealed class NodeReadiness(NodeIdentity node, ITerminalDoor door, LaneStart lanes) : IReadinessCheck
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    public string Name => "node";

    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        if (door.IsDraining) return "draining";
        if (!node.IsUp) return "not a member of the cluster yet";
        return await lanes.AreRunningAsync(AnswerWithin, cancellation) ? null : "a lane is starting";
    }
}
