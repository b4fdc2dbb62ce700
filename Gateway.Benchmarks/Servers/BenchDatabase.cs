using Gateway.Storage.Sql;
using Npgsql;

namespace Gateway.Benchmarks.Servers;

/// <summary>A new database on the PostgreSQL server of the measurements; dropped in the end.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string _server = BenchServers.Need(BenchServers.Postgres, "GATEWAY_TEST_POSTGRES");
    private readonly string _name = "gateway_bench_" + Guid.NewGuid().ToString("N");

    private BenchDatabase()
    {
        var given = new NpgsqlConnectionStringBuilder(_server) { Database = _name };
        Options = new StorageOptions(StorageProvider.PostgreSql, given.ConnectionString).WithDefaults();
    }

    /// <summary>With the defaults that a gateway gives it.</summary>
    public StorageOptions Options { get; }

    /// <summary>As settings of a node.</summary>
    public Dictionary<string, string?> Settings => SettingsFor(Options.ConnectionString);

    /// <summary>The settings of a node on such a database.</summary>
    public static Dictionary<string, string?> SettingsFor(string connection) => new()
    {
        ["Gateway:Storage:Provider"] = "PostgreSql",
        ["Gateway:Storage:ConnectionString"] = connection,
    };

    public static async Task<BenchDatabase> CreateAsync()
    {
        var database = new BenchDatabase();
        await database.OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    /// <summary>Runs SQL that the gateway has no way for, however long it takes.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(Options.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
