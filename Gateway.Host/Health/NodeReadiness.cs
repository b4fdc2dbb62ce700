using Akka.Actor;
using Gateway.Host.Diagnostics.Health;
using Gateway.Host.Tcp;

namespace Gateway.Host.Cluster;

/// <summary>This node is a member that serves: up, its lanes running, not draining.</summary>
internal sealed class NodeReadiness(GatewayNode node, TcpEdge edge) : IReadinessCheck
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    public string Name => "node";

    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        if (edge.IsDraining)
        {
            return "draining";
        }

        if (!node.IsUp)
        {
            return "not a member of the cluster yet";
        }

        return await node.Lanes.Ask<bool>(LaneSupervisor.AreRunning.Instance, AnswerWithin, cancellation) ? null : "a lane is starting";
    }
}
