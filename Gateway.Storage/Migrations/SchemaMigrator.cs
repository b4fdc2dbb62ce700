using System.Data.Common;
using System.Reflection;
using FluentMigrator;
using FluentMigrator.Runner;
using FluentMigrator.Runner.VersionTableInfo;
using Gateway.Storage.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.Storage.Migrations;

/// <summary>Brings the schema up to date with FluentMigrator, in this process. Blocks.</summary>
internal static class SchemaMigrator
{
    /// <summary>One statement of a migration may take so long: it may move every row of a table.</summary>
    private static readonly TimeSpan StatementMax = TimeSpan.FromHours(24);

    /// <summary>
    /// A program whose newest migration is older than this cannot use the schema as it is now. To be raised by whoever takes away or changes what the version before reads or
    /// writes.
    /// </summary>
    public const long OldestProgram = 231;

    /// <exception cref="StorageUnusableException">The schema is of a newer program, and this one may not use it.</exception>
    public static void Run(StorageProvider provider, string connectionString)
    {
        if (IsUpToDate(provider, connectionString)) return;
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => (provider == StorageProvider.Sqlite ? runner.AddSQLite() : runner.AddPostgres11_0())
                .WithGlobalConnectionString(connectionString)
                .WithGlobalCommandTimeout(StatementMax)
                .ScanIn(typeof(SchemaMigrator).Assembly).For.Migrations())
            .AddScoped<IVersionTableMetaData, VersionTable>()
            .BuildServiceProvider(validateScopes: true);
        using var scope = services.CreateScope();

        var ours = scope.ServiceProvider.GetRequiredService<IMigrationInformationLoader>().LoadMigrations().Keys.Max();
        var theirs = scope.ServiceProvider.GetRequiredService<IVersionLoader>().VersionInfo.Latest();
        if (theirs > ours)
        {
            // One version back: what came since is there and does not disturb.
            var store = scope.ServiceProvider.GetRequiredService<IMigrationProcessor>().ReadTableData(null, "store").Tables[0];
            if (store.Rows.Count > 0 && store.Rows[0]["oldest_program"] is long oldest && oldest <= ours) return;
            throw new StorageUnusableException(
                $"The database has schema version {theirs}, this program knows them up to {ours}: a newer program has used it last, and it is not made for this one any more. "
                + "Start that one.");
        }

        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    /// <summary>Nearly every start finds it so, and the runner's own way to see it takes a tenth of a second of CPU.</summary>
    private static bool IsUpToDate(StorageProvider provider, string connectionString)
    {
        using DbConnection connection = provider == StorageProvider.Sqlite ? new SqliteConnection(connectionString) : new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = provider == StorageProvider.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_versions'"
            : "SELECT to_regclass('schema_versions')::text";
        if (command.ExecuteScalar() is null or DBNull) return false;

        command.CommandText = "SELECT version FROM schema_versions";
        using var rows = command.ExecuteReader();
        var theirs = new HashSet<long>();
        while (rows.Read()) theirs.Add(rows.GetInt64(0));
        return theirs.SetEquals(typeof(SchemaMigrator).Assembly.GetExportedTypes().Select(static type => type.GetCustomAttribute<MigrationAttribute>()?.Version).OfType<long>());
    }
}
