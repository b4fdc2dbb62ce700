using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Gateway.Tests.Support;

/// <summary>A Redis server in memory that a test may kill and start again on the same port.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    /// <summary>Where it is; null when the machine has none.</summary>
    public static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server")).FirstOrDefault(File.Exists);

    private readonly int _port;
    private Process _process = null!;

    private RedisServer(int port) => _port = port;

    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public static async Task<RedisServer> StartAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var server = new RedisServer(((IPEndPoint)free.LocalEndpoint).Port);
        free.Stop();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on its port, empty; waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(Program!) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in $"--bind 127.0.0.1 --port {_port} --appendonly no --daemonize no --loglevel warning --save".Split(' ').Append("")) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        await Patience.UntilAsync(AnswersAsync, "Redis answers");
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async Task<IConnectionMultiplexer> ConnectAsync() => await ConnectionMultiplexer.ConnectAsync(Configuration + ",allowAdmin=true");

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
