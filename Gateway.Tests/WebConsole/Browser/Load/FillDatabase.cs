using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Tests.WebConsole.Browser.Load;

/// <summary>The database of a gateway that is filled, by hand.</summary>
/// <param name="file">SQLite's; null on PostgreSQL.</param>
/// <param name="connection">PostgreSQL's connection string; null on SQLite.</param>
internal sealed class FillDatabase(string? file, string? connection)
{
    public bool IsPostgres => connection is not null;

    /// <summary>Runs one statement after the other, in one transaction.</summary>
    public async Task RunAsync(IEnumerable<string> statements)
    {
        await using var open = await OpenAsync();
        await using var transaction = await open.BeginTransactionAsync();
        foreach (var statement in statements) await RunAsync(open, statement);
        await transaction.CommitAsync();
    }

    /// <summary>The same with the indexes of a large table made afterwards, on SQLite; nobody else may use the database meanwhile.</summary>
    public async Task LoadAsync(string table, IEnumerable<string> statements)
    {
        await using var open = await OpenAsync();
        var indexes = new List<(string Name, string Sql)>();
        if (!IsPostgres)
        {
            foreach (var pragma in new[] { "PRAGMA synchronous = OFF", "PRAGMA cache_size = -1000000", "PRAGMA temp_store = MEMORY" }) await RunAsync(open, pragma);
            await using var look = open.CreateCommand();
            look.CommandText = $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql IS NOT NULL";
            await using var reader = await look.ExecuteReaderAsync();
            while (await reader.ReadAsync()) indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (name, _) in indexes) await RunAsync(open, $"DROP INDEX \"{name}\"");
        foreach (var statement in statements) await RunAsync(open, statement);
        foreach (var (_, sql) in indexes) await RunAsync(open, sql);
        await RunAsync(open, IsPostgres ? $"ANALYZE {table}" : "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection open = IsPostgres ? new NpgsqlConnection(connection) : new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=600");
        await open.OpenAsync();
        return open;
    }

    private static async Task RunAsync(DbConnection open, string statement)
    {
        await using var command = open.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (statement, 0);
        await command.ExecuteNonQueryAsync();
    }
}
