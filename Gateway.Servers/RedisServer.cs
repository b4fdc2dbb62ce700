using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Servers;

/// <summary>A Redis server on a port of its own.</summary>
/// <param name="keeps">It writes down what it was told, so that its streams survive SIGKILL; otherwise it starts empty.</param>
internal class RedisServer(string directory, IPAddress address, bool keeps, TimeProvider time) : ServerProcess("redis", directory, time)
{
    private readonly int _port = FreePorts.Take(1)[0];

    /// <summary><c>host:port</c>; also a configuration for StackExchange.Redis.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{address}:{_port}");

    /// <summary>Where <c>redis-server</c> is, or null.</summary>
    public static string? FindProgram() => Programs.Find("redis-server");

    protected override ProcessStartInfo CommandLine() => new(
        FindProgram() ?? throw new ServerFailedException("redis-server is not on the PATH"),
        [
            "--bind", address.ToString(), "--port", _port.ToString(CultureInfo.InvariantCulture), "--dir", Directory,
            "--save", "", "--appendonly", keeps ? "yes" : "no", "--daemonize", "no", "--protected-mode", "no",
        ]);

    protected override async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, _port, stop);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), stop);
            var answer = new byte[5];
            await stream.ReadExactlyAsync(answer, stop);
            return answer.AsSpan().SequenceEqual("+PONG"u8); // while it loads, it says so instead
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false; // not yet
        }
    }
}
