using Gateway.Servers;
using Gateway.Simulator.Soak.Servers;

namespace Gateway.Simulator.Soak.Faults;

/// <summary>What faults can be done to.</summary>
/// <param name="Servers">The nodes first.</param>
/// <param name="Redis">Its place; less than 0 when there is none.</param>
/// <param name="Postgres">Its place; less than 0 when there is none.</param>
/// <param name="Network">Between the nodes; null when it cannot be cut.</param>
internal sealed record FaultTargets(IReadOnlyList<ServerProcess> Servers, int Redis, int Postgres, Namespaces? Network)
{
    /// <summary>How many of them are nodes.</summary>
    public int Nodes => Servers.Count - (Redis < 0 ? 0 : 1) - (Postgres < 0 ? 0 : 1);
}
