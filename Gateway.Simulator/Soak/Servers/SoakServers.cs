using System.Net;
using System.Security.Cryptography;
using Gateway.Servers;
using Gateway.Simulator.Soak.Faults;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>All processes of a soak: one node on SQLite, or a cluster with the PostgreSQL and Redis servers that it needs.</summary>
internal sealed class SoakServers : IAsyncDisposable
{
    /// <summary>The streams are compared with the feed as the platform sees it.</summary>
    private const string AllFields = "Redis:AllFields=true";

    private readonly List<ServerProcess> _all;
    private readonly Namespaces? _namespaces;

    private SoakServers(List<ServerProcess> all, string apiKey, string? redis, Namespaces? namespaces)
    {
        _all = all;
        _namespaces = namespaces;
        Redis = redis;
        Targets = new FaultTargets(all, all.FindIndex(static server => server is RedisServer), all.FindIndex(static server => server is PostgresServer), namespaces);
        Addresses = new SoakAddresses([.. all.OfType<GatewayProcess>().Select(static node => node.Addresses)], apiKey);
    }

    public SoakAddresses Addresses { get; }

    /// <summary>What faults are done to; the nodes first.</summary>
    public FaultTargets Targets { get; }

    /// <summary><c>host:port</c>; null when there is none.</summary>
    public string? Redis { get; }

    /// <summary>One node on SQLite.</summary>
    /// <param name="redis">A server that runs already, or null.</param>
    /// <exception cref="ServerFailedException">It does not start.</exception>
    public static async Task<SoakServers> StartOneAsync(string program, string directory, string? redis, TimeProvider time, CancellationToken stop)
    {
        var key = NewKey();
        string[] more = redis is null ? [] : [$"Redis:Configuration={redis}", AllFields];
        var node = new GatewayProcess("gateway", program, Path.Combine(directory, "gateway"), NodePlace.OnLoopback(1)[0], key, more, time);
        return await StartAsync(new SoakServers([node], key, redis, null), stop);
    }

    /// <summary>A cluster.</summary>
    /// <param name="ended">Told when a node has ended by itself; it is started again.</param>
    /// <param name="namespaces">Each node in a network namespace of its own, so that the network between them can be cut; null for loopback.</param>
    /// <exception cref="ServerFailedException">A server is missing, or does not start.</exception>
    public static async Task<SoakServers> StartClusterAsync(
        string program, string directory, int nodes, Namespaces? namespaces, Action<string, int> ended, TimeProvider time, CancellationToken stop)
    {
        var key = NewKey();
        var address = namespaces?.Host ?? IPAddress.Loopback;
        var places = namespaces?.Places() ?? NodePlace.OnLoopback(nodes);
        var postgres = await PostgresServer.CreateAsync(Path.Combine(directory, "postgresql"), address, isDurable: true, time, stop);
        var redis = new RedisServer(Path.Combine(directory, "redis"), address, keeps: true, time);
        string[] settings =
        [
            "Storage:Provider=PostgreSql", $"Storage:ConnectionString={postgres.ConnectionString};Maximum Pool Size=30", $"Redis:Configuration={redis.Address},abortConnect=false",
            AllFields, $"Cluster:SeedNodes={string.Join(',', places)}", $"Cluster:Secret={NewKey()}"
        ];
        var all = places
            .Select(ServerProcess (place, index) => new GatewayProcess(
                string.Create(CultureInfo.InvariantCulture, $"node-{index + 1}"), program, Path.Combine(directory, $"node-{index + 1}"), place, key, settings, time)
            { Ended = ended })
            .Append(redis)
            .Append(postgres)
            .ToList();
        return await StartAsync(new SoakServers(all, key, redis.Address, namespaces), stop);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _all) await server.DisposeAsync();
        if (_namespaces is not null) await _namespaces.DisposeAsync();
    }

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>The servers that the nodes need first.</summary>
    private static async Task<SoakServers> StartAsync(SoakServers servers, CancellationToken stop)
    {
        try
        {
            foreach (var server in Enumerable.Reverse(servers._all.Where(static server => server is not GatewayProcess))) await server.StartAsync(stop);
            foreach (var node in servers._all.OfType<GatewayProcess>()) await node.StartAsync(stop);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }
}
