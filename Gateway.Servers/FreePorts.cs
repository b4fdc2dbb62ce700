using System.Net;
using System.Net.Sockets;

namespace Gateway.Servers;

/// <summary>
/// Ports that stay ours while the server is down. Below those that the system gives to clients: one that dials a dead server would else meet itself one day
/// (a TCP connection to its own port), and then the server could not have it back.
/// </summary>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int TriesMax = 1000;

    /// <summary>So many different ports that nobody listens on now.</summary>
    /// <exception cref="ServerFailedException">There are none.</exception>
    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        for (var tries = 0; ports.Count < count; tries++)
        {
            if (tries == TriesMax) throw new ServerFailedException($"there are no free ports between {First} and {Last}");
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
