using System.Net.Sockets;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>
/// The one connection of this node to Redis. It mends itself; while it is away every call fails at once, and its caller tries again from what is durable:
/// nothing is kept in memory for it. Says once that Redis is away and once that it is back.
/// </summary>
internal sealed class RedisLink(RedisOptions options, ILogger<RedisLink> log) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1);
    private ConnectionMultiplexer? _connection;
    private int _away;

    public RedisOptions Options => options;

    /// <summary>The database, whether Redis answers now or not.</summary>
    public async ValueTask<IDatabase> GetAsync(CancellationToken cancellation)
    {
        if (_connection is { } open) return open.GetDatabase();
        await _opening.WaitAsync(cancellation);
        try
        {
            if (_connection is null)
            {
                var connection = await ConnectionMultiplexer.ConnectAsync(options.Connection);
                connection.ConnectionFailed += (_, failed) => Away(failed.FailureType.ToString());
                connection.ConnectionRestored += (_, restored) =>
                {
                    if (restored.ConnectionType == ConnectionType.Interactive) Back(); // Calls go by this one.
                };
                _connection = connection;
                if (!connection.IsConnected) Away("no connection");
            }

            return _connection.GetDatabase();
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>A fault of Redis or of the way to it: worth trying again, and nothing of ours.</summary>
    public static bool IsFault(Exception failure) => failure is RedisException or RedisTimeoutException or RedisCommandException or SocketException or TimeoutException;

    /// <summary>Some call has failed because Redis does not answer.</summary>
    public void Away(string reason)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0) RedisLog.Away(log, reason);
    }

    /// <summary>Some call has succeeded.</summary>
    public void Back()
    {
        if (Volatile.Read(ref _away) == 1 && Interlocked.Exchange(ref _away, 0) == 1) RedisLog.Back(log);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _opening.Dispose();
    }
}
