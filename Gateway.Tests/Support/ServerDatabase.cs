using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>A new, empty database on the server that GATEWAY_TEST_POSTGRES names by connection string; dropped in the end.</summary>
internal sealed class ServerDatabase : IAsyncDisposable
{
    public const string Missing = "GATEWAY_TEST_POSTGRES is not set: ./build.sh test starts a PostgreSQL server and sets it";

    public static readonly string? Server = Environment.GetEnvironmentVariable("GATEWAY_TEST_POSTGRES") is { Length: > 0 } given ? given : null;

    private readonly string _name = "gateway_" + Guid.NewGuid().ToString("N");

    private ServerDatabase() =>
        ConnectionString = new NpgsqlConnectionStringBuilder(Server ?? throw new InvalidOperationException(Missing)) { Database = _name }.ConnectionString;

    public string ConnectionString { get; }

    /// <summary>As settings, without the prefix <c>Gateway:</c>.</summary>
    public Dictionary<string, string> Settings => new() { ["Storage:Provider"] = "PostgreSql", ["Storage:ConnectionString"] = ConnectionString };

    public static async Task<ServerDatabase> CreateAsync()
    {
        var database = new ServerDatabase();
        await OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
