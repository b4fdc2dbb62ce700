using System.Net;

namespace Gateway.Simulator.Terminals;

/// <summary>One address for all.</summary>
internal sealed class SingleEntrance(EndPoint gateway) : IEntrance
{
    public (int Node, EndPoint Address) Enter() => (0, gateway);

    public void Leave(int node)
    {
        // Nothing is counted: there is nothing to choose.
    }
}
