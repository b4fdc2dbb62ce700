using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>A port before the database of a test: closed, open, slow, silent, or cut.</summary>
internal sealed class DatabaseRelay : IAsyncDisposable
{
    private const int BufferLength = 16 * 1024;

    private readonly NpgsqlConnectionStringBuilder _database;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private TaskCompletionSource? _silence;

    /// <param name="connectionString">Of the database itself.</param>
    public DatabaseRelay(string connectionString)
    {
        _database = new NpgsqlConnectionStringBuilder(connectionString);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public int Port { get; }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Host = "127.0.0.1", Port = Port }.ConnectionString;

    /// <summary>How late whatever the database says comes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Connections that were passed on.</summary>
    public int Accepted { get; private set; }

    public DatabaseRelay Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
        return this;
    }

    /// <summary>Nothing comes through any more, and nothing is closed: a lost network.</summary>
    public void Silence() => Volatile.Write(ref _silence, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Resume() => Interlocked.Exchange(ref _silence, null)?.TrySetResult();

    /// <summary>As when the server's machine dies: refuses, and resets what was open.</summary>
    public void Cut()
    {
        _listener?.Dispose();
        foreach (var client in _open.Keys) client.Client?.Close(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        Resume();
        Cut();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(_over.Token);
            Accepted++;
            _ = RelayAsync(client);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _open[client] = true;
        try
        {
            await server.ConnectAsync(_database.Host!, _database.Port, _over.Token);
            await await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream(), slow: false), CopyAsync(server.GetStream(), client.GetStream(), slow: true));
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            client.Client?.Close(0);
        }
        finally
        {
            _open.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool slow)
    {
        var buffer = new byte[BufferLength];
        for (int read; (read = await from.ReadAsync(buffer, _over.Token)) > 0;)
        {
            if (slow && Delay > TimeSpan.Zero) await Task.Delay(Delay, _over.Token);
            if (Volatile.Read(ref _silence) is { } silence) await silence.Task.WaitAsync(_over.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _over.Token);
        }
    }
}
