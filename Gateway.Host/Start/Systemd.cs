using System.Net.Sockets;

namespace Gateway.Host.Start;

/// <summary>
/// Tells systemd how far the start has come (<c>Type=notify</c>, sd_notify(3)): a datagram to the socket that it names in the environment. Nobody listens anywhere else.
/// </summary>
internal static class Systemd
{
    private const string SocketVariable = "NOTIFY_SOCKET";

    /// <summary>The node serves, or lives and waits.</summary>
    /// <param name="status">For <c>systemctl status</c>, one line.</param>
    public static void Ready(string status) => Tell($"READY=1\nSTATUS={status}");

    /// <summary>The node has begun to stop.</summary>
    public static void Stopping() => Tell("STOPPING=1\nSTATUS=draining");

    private static void Tell(string state)
    {
        if (Environment.GetEnvironmentVariable(SocketVariable) is not { Length: > 1 } path || OperatingSystem.IsWindows()) return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path));
        }
        catch (Exception unheard) when (unheard is SocketException or ArgumentException)
        {
            Console.Error.WriteLine($"systemd cannot be told ({unheard.Message})");
        }
    }
}
