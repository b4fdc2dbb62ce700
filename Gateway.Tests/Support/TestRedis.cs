using System.Net;
using Gateway.Servers;
using Gateway.Tests.Whole.Processes;
using StackExchange.Redis;

namespace Gateway.Tests.Support;

/// <summary>A Redis server in memory that a test may kill and start again on the same port.</summary>
internal sealed class TestRedis : RedisServer
{
    private readonly TempDirectory _directory;

    private TestRedis(TempDirectory directory)
        : base(directory, IPAddress.Loopback, keeps: false, TimeProvider.System) => _directory = directory;

    public static async Task<TestRedis> StartAsync()
    {
        var server = new TestRedis(new TempDirectory());
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on its port, empty; waits until it answers.</summary>
    public Task StartAgainAsync() => StartAsync(CancellationToken.None);

    /// <summary>No answer is too late.</summary>
    private const string Patient = ",allowAdmin=true,abortConnect=false,connectTimeout=60000,asyncTimeout=200000,syncTimeout=200000";

    public async Task<IConnectionMultiplexer> ConnectAsync() => await ConnectionMultiplexer.ConnectAsync(Address + Patient);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }
}
