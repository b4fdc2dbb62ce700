using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Servers;
using Npgsql;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Several processes of the program on one new PostgreSQL database: a cluster whose first node is the seed.</summary>
internal sealed class GatewayCluster : IAsyncDisposable
{
    /// <summary>Of every cluster of tests.</summary>
    public const string Secret = "a-secret-of-test-nodes-on-one-machine";

    private const string AdminKey = "an-admin-key-for-cluster-tests";

    private static readonly string Server = Environment.GetEnvironmentVariable("GATEWAY_TEST_POSTGRES") ?? "";

    private readonly string _database = "gateway_" + Guid.NewGuid().ToString("N");
    private readonly TempDirectory _directory = new();
    private readonly int[] _ports;
    private readonly GatewayProcess?[] _nodes;
    private int _starts;

    private GatewayCluster(int nodes)
    {
        _nodes = new GatewayProcess?[nodes];
        _ports = [.. FreePorts.Take(nodes).Order()]; // Of two halves the one with the lowest address goes on.
    }

    /// <param name="nodes">How many.</param>
    /// <param name="programOfFirst">Directory of another build, for the first node; null: the one under test.</param>
    /// <param name="proof">See <see cref="Proof"/>; null: the secret.</param>
    public static async Task<GatewayCluster> StartAsync(int nodes, string? programOfFirst = null, IReadOnlyList<string>? proof = null)
    {
        var cluster = new GatewayCluster(nodes);
        cluster.Proof = proof ?? cluster.Proof;
        await ExecuteAsync($"CREATE DATABASE {cluster._database}");
        for (var i = 0; i < nodes; i++) await cluster.StartNodeAsync(i, i == 0 ? programOfFirst : null);
        await cluster.UntilUpAsync(nodes);
        return cluster;
    }

    public GatewayProcess this[int node] => _nodes[node] ?? throw new InvalidOperationException($"node {node} does not run");

    /// <summary>By what nodes that are started from now on prove that they are of this cluster: settings, without the prefix <c>Gateway:</c>.</summary>
    public IReadOnlyList<string> Proof { get; set; } = [$"Cluster:Secret={Secret}"];

    public string ConnectionString => Connection(_database);

    private string Other => _database + "_other";

    /// <summary>Address between nodes.</summary>
    public string Address(int node) => $"127.0.0.1:{_ports[node]}";

    /// <summary>Starts a node, or starts it again in the directory that it had.</summary>
    /// <param name="node">Its number.</param>
    /// <param name="program">Directory of another build of the program; null: the one under test.</param>
    public async Task StartNodeAsync(int node, string? program = null)
    {
        if (_nodes[node] is { } old) await old.DisposeAsync();
        var directory = _directory.Combine($"node-{node}");
        Directory.CreateDirectory(directory);
        var started = GatewayProcess.Start(directory, [
            "Storage:Provider=PostgreSql", $"Storage:ConnectionString={Connection(_database)}", $"Cluster:Port={_ports[node]}",
            $"Cluster:SeedNodes=127.0.0.1:{_ports[0]}" + (_starts >= _ports.Length ? "," + string.Join(',', _ports.Skip(1).Select(port => $"127.0.0.1:{port}")) : ""),
            $"Platform:AdminKey={AdminKey}", .. Proof,
        ], program: program);
        _starts++;
        _nodes[node] = started;
        await started.ServesAsync();
        started.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    /// <summary>A new database beside the cluster's own; gives its connection string.</summary>
    public async Task<string> OtherDatabaseAsync()
    {
        await ExecuteAsync($"CREATE DATABASE {Other}");
        return Connection(Other);
    }

    /// <summary>Starts a node beside the others, with other settings than theirs; it is not one of them.</summary>
    /// <param name="settings">Without the prefix <c>Gateway:</c>; they win.</param>
    public GatewayProcess StartStranger(params string[] settings)
    {
        var directory = _directory.Combine("stranger");
        Directory.CreateDirectory(directory);
        return GatewayProcess.Start(directory, [
            "Storage:Provider=PostgreSql", $"Storage:ConnectionString={Connection(_database)}", "Cluster:Port=0", $"Cluster:SeedNodes=127.0.0.1:{_ports[0]}",
            $"Platform:AdminKey={AdminKey}", $"Cluster:Secret={Secret}", .. settings,
        ]);
    }

    /// <summary>Kills a node with SIGKILL.</summary>
    public async Task KillAsync(int node)
    {
        await this[node].KillAsync();
        await this[node].DisposeAsync();
        _nodes[node] = null;
    }

    /// <summary>A node has ended by itself.</summary>
    public void Forget(int node) => _nodes[node] = null;

    /// <summary>The cluster as a node tells it.</summary>
    public async Task<IReadOnlyList<JsonNode>> MembersAsync(int asked) => [.. (await this[asked].GetAsync("/api/v1/cluster"))["nodes"]!.AsArray().Select(node => node!)];

    /// <summary>Waits until every running node sees so many members, up, reachable and answering.</summary>
    public async Task UntilUpAsync(int members)
    {
        foreach (var node in Enumerable.Range(0, _nodes.Length).Where(node => _nodes[node] is not null))
        {
            if (this[node].EndedWith is { } code) throw new InvalidOperationException($"node {node} has ended with {code}: {this[node].Error}{this[node].Out}");
            await Patience.UntilAsync(
                async () => (await MembersAsync(node)) is var seen && seen.Count == members
                    && seen.All(one => one["status"]!.GetValue<string>() == "up" && one["answers"]!.GetValue<bool>()),
                $"{members} members at node {node}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.OfType<GatewayProcess>()) await node.DisposeAsync();
        await ExecuteAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
        await ExecuteAsync($"DROP DATABASE IF EXISTS {Other} WITH (FORCE)");
        _directory.Dispose();
    }

    private static string Connection(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
