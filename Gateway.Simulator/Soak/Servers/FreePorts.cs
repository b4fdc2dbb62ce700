using System.Net;
using System.Net.Sockets;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>
/// Ports that stay ours while the gateway is down. Below those that the system gives to clients: a terminal that dials a dead gateway would else meet itself one day
/// (a TCP connection to its own port), and then the gateway could not have it back.
/// </summary>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int TriesMax = 1000;

    /// <summary>So many different ports that nobody listens on now.</summary>
    /// <exception cref="SoakFailedException">There are none.</exception>
    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        for (var tries = 0; ports.Count < count; tries++)
        {
            if (tries == TriesMax) throw new SoakFailedException($"There are no free ports between {First} and {Last}.");
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port)) ports.Add(port);
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
