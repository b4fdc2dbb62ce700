using System.Net;

namespace Gateway.Simulator.Terminals;

/// <summary>Where terminals come in: one address, or several nodes as behind a load balancer.</summary>
internal interface IEntrance
{
    /// <summary>Chooses where the next connection goes, and counts it there.</summary>
    (int Node, EndPoint Address) Enter();

    /// <summary>A connection has ended, or could not be made.</summary>
    void Leave(int node);
}

/// <summary>One address for all.</summary>
internal sealed class SingleEntrance(EndPoint gateway) : IEntrance
{
    public (int Node, EndPoint Address) Enter() => (0, gateway);

    public void Leave(int node)
    {
        // Nothing is counted: there is nothing to choose.
    }
}
