using Gateway.Servers;
using Gateway.Simulator.Soak.Servers;
using Gateway.Simulator.Terminals;
using Gateway.Storage.Sql;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Whole.Processes;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Whole.Rosters;

/// <summary>
/// The load of rosters. In the gate a small one, by counts; in <c>build prove</c> a city on two nodes and PostgreSQL, and what one node on SQLite is for, each times
/// <c>GATEWAY_PROVE_SCALE</c>, with figures in the directory that <c>GATEWAY_PROVE_REPORTS</c> names.
/// </summary>
[Trait(Category.Name, Category.Long)]
public sealed class RosterLoadTests
{
    private const int Nodes = 2;

    private static readonly TimeSpan DownFor = TimeSpan.FromSeconds(10);

    private static double Share => double.TryParse(Environment.GetEnvironmentVariable("GATEWAY_PROVE_SCALE"), CultureInfo.InvariantCulture, out var share) ? share : 1;

    [Fact]
    public Task Rosters_SomeSitesOnSqlite_ChangeOnEveryTerminal() => OnSqliteAsync(RosterScale.Small);

    [ProveFact]
    public Task Rosters_OneNodeOnSqlite_Measured() => OnSqliteAsync(RosterScale.OneNode.By(Share));

    [ProveFact]
    public async Task Rosters_CityOnPostgres_Measured()
    {
        using var directory = new TempDirectory();
        var program = GatewayProgram.Find(AppContext.BaseDirectory)!;
        await using var servers = await SoakServers.StartClusterAsync(program, directory, Nodes, null, static (_, _) => { }, TimeProvider.System, default);
        using var balancer = new Balancer(servers.Addresses, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var balancing = balancer.RunAsync(stop.Token);
        var database = servers.Targets.Servers.OfType<PostgresServer>().Single().ConnectionString;
        var node = servers.Targets.Servers[1];
        await RunAsync(RosterScale.City.By(Share), "postgres", "PostgreSQL, two nodes", new RosterTarget(balancer, balancer.NextApi, servers.Addresses.ApiKey)
        {
            IsPostgres = true,
            Sql = sql => PostgresAsync(database, sql),
            Strike = async () =>
            {
                await node.KillAsync();
                await Task.Delay(DownFor);
                await node.StartAsync(default);
            }
        });
        await stop.CancelAsync();
        await balancing;
    }

    private static async Task OnSqliteAsync(RosterScale scale)
    {
        await using var node = await TestNode.StartAsync();
        var database = node.Services.GetRequiredService<Database>();
        var target = new RosterTarget(new SingleEntrance(node.Endpoint), () => node.Http.BaseAddress!, TestNode.AdminKey)
        {
            IsPostgres = false,
            Sql = sql => database.WriteAsync(
                async (db, token) => sql.StartsWith("INSERT", StringComparison.Ordinal) ? await db.ExecuteAsync(sql, token) : await db.ExecuteAsync<long>(sql, token), default)
        };
        await RunAsync(scale, "sqlite", "SQLite, one node, in the load's process", target);
    }

    private static async Task RunAsync(RosterScale scale, string name, string where, RosterTarget target)
    {
        var figures = new RosterFigures(name, $"{where}: {scale.Sites} sites, {scale.Terminals} terminals, {scale.Pairs} pairs");
        await using var load = new RosterLoad(scale, target, figures);
        await load.RunAsync();
    }

    private static async Task<long> PostgresAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (sql.StartsWith("INSERT", StringComparison.Ordinal)) return await command.ExecuteNonQueryAsync();
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
