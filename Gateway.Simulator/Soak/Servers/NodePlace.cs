using System.Net;
using Gateway.Servers;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>Where a node runs: its address, its ports, and what is put before its command line.</summary>
/// <param name="Prefix">A program and arguments that run the node, e.g. in a network namespace; empty for none.</param>
internal sealed record NodePlace(IPAddress Address, int Socket, int DeviceHttp, int Api, int Remoting, IReadOnlyList<string> Prefix)
{
    private const int PortsPerNode = 4;

    /// <summary>On 127.0.0.1, on ports of its own.</summary>
    /// <exception cref="ServerFailedException">There are no free ports.</exception>
    public static IReadOnlyList<NodePlace> OnLoopback(int count)
    {
        var ports = FreePorts.Take(count * PortsPerNode);
        return [.. ports.Chunk(PortsPerNode).Select(static own => new NodePlace(IPAddress.Loopback, own[0], own[1], own[2], own[3], []))];
    }

    /// <summary>Address between nodes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}:{Remoting}");
}
