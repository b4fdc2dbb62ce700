using Gateway.Storage.Migrations;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>A migrated database on the server, made once for the run, of which each <see cref="TestDatabase"/> is a copy: copying is quicker than migrating.</summary>
internal static class TemplateDatabase
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public static Task<string> NameAsync() => Made.Value;

    private static async Task<string> MakeAsync()
    {
        var name = "gateway_template_" + Guid.NewGuid().ToString("N");

        // A locale that sorts a before B: nothing of ours may depend on it.
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)").GetAwaiter().GetResult();
        var connection = new NpgsqlConnectionStringBuilder(ServerDatabase.Server) { Database = name, Pooling = false }.ConnectionString;
        var options = new StorageOptions(StorageProvider.PostgreSql, connection);
        await using var database = new Database(options);
        await new Schema(database, options, TimeProvider.System).MigrateAsync(default);

        // Each copy gives itself an id of its own.
        await database.WriteAsync((db, token) => db.ExecuteAsync("DELETE FROM store", token), default);
        return name;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ServerDatabase.Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
