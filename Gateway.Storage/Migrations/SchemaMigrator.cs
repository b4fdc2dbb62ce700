using FluentMigrator.Runner;
using FluentMigrator.Runner.VersionTableInfo;
using Gateway.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Storage.Migrations;

/// <summary>Brings the schema up to date with FluentMigrator, in this process. Blocks.</summary>
internal static class SchemaMigrator
{
    /// <summary>One statement of a migration may take so long: it may move every row of a table.</summary>
    private static readonly TimeSpan StatementMax = TimeSpan.FromHours(24);

    /// <exception cref="StorageUnusableException">The schema is of a newer program.</exception>
    public static void Run(StorageProvider provider, string connectionString)
    {
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
            throw new StorageUnusableException(
                $"The database has schema version {theirs}, this program knows them up to {ours}: a newer program has used it last. Start that one.");
        }

        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }
}
