using System.Net.Sockets;

namespace Gateway.Build;

/// <summary>A Redis server in memory, on a free port of 127.0.0.1.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private RedisServer(ServerProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>For StackExchange.Redis.</summary>
    public string Configuration => $"127.0.0.1:{Port}";

    /// <summary>Where <c>redis-server</c> is, or null.</summary>
    public static string? FindProgram() => Command.Find("redis-server");

    /// <summary>Starts one and waits until it answers.</summary>
    /// <exception cref="BuildFailedException">It is missing or does not start.</exception>
    public static async Task<RedisServer> StartAsync(string directory, CancellationToken cancellation)
    {
        var program = FindProgram() ?? throw new BuildFailedException("redis-server is not on the PATH");
        var port = ServerProcess.FreePort();
        string[] arguments = ["--bind", "127.0.0.1", "--port", $"{port}", "--dir", directory, "--save", "", "--appendonly", "no", "--daemonize", "no"];
        var process = new ServerProcess("Redis", directory, program, arguments);
        try
        {
            await process.WaitUntilReadyAsync(() => AnswersAsync(port, cancellation), cancellation);
            return new RedisServer(process, port);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellation);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), cancellation);
            var answer = new byte[5];
            await stream.ReadExactlyAsync(answer, cancellation);
            return answer.AsSpan().SequenceEqual("+PONG"u8);
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return false; // not yet
        }
    }
}
