using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>A Redis server that writes down what it was told, so that its streams survive SIGKILL.</summary>
internal sealed class RedisProcess(string directory, IPAddress address, TimeProvider time) : SoakProcess("redis", directory, time)
{
    private readonly int _port = FreePorts.Take(1)[0];

    /// <summary><c>host:port</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{address}:{_port}");

    protected override ProcessStartInfo CommandLine() => new(
        "redis-server",
        [
            "--bind", address.ToString(), "--port", _port.ToString(CultureInfo.InvariantCulture), "--dir", Directory, "--save", "", "--appendonly", "yes", "--daemonize", "no",
            "--protected-mode", "no"
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
