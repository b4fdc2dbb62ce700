using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Gateway.Servers;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using Gateway.Tests.Whole.Processes;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>The program on PostgreSQL.</summary>
[Collection(ClusterProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresProcessTests
{
    /// <summary>Both make the schema, the key ring and the journal's tables at the same moment.</summary>
    [PostgresFact]
    public async Task Start_TwoProcessesOnAnEmptyDatabase_BothServeAndReadEachOthersSecrets()
    {
        await using var database = await ServerDatabase.CreateAsync();
        using var one = new TempDirectory();
        using var other = new TempDirectory();
        var ports = FreePorts.Take(2);
        string[] settings = [.. Settings(database), $"Cluster:Secret={GatewayCluster.Secret}", $"Cluster:SeedNodes=127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}"];
        await using var first = GatewayProcess.Start(one, [.. settings, $"Cluster:Port={ports[0]}"]);
        await using var second = GatewayProcess.Start(other, [.. settings, $"Cluster:Port={ports[1]}"]);
        await Task.WhenAll(first.ServesAsync(), second.ServesAsync());

        await first.ProvisionAsync("smz-1");
        await second.ProvisionAsync("smz-2");

        // The other's device key is decrypted by the ring of the database.
        using var terminal = await RawTerminal.ConnectAsync(second.Socket, "smz-1");
        Assert.Equal("0000", (await terminal.UploadAsync(("1", "2024-05-06 08:30:00"))).Code);
        using var crossed = await RawTerminal.ConnectAsync(first.Socket, "smz-2");
        Assert.Equal("0000", (await crossed.UploadAsync(("2", "2024-05-06 08:30:00"))).Code);
    }

    /// <summary>One server under two names: what counts is that there may be a fail-over, and nothing is waited for.</summary>
    [PostgresFact]
    public async Task Start_SeveralHostsAndNoSynchronousStandby_SaysThatAFailOverMayLose()
    {
        await using var database = await ServerDatabase.CreateAsync();
        var one = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var two = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = $"{one.Host}:{one.Port},localhost:{one.Port}" };
        using var directory = new TempDirectory();
        await using var gateway = GatewayProcess.Start(directory, ["Storage:Provider=PostgreSql", $"Storage:ConnectionString={two.ConnectionString}"]);
        await gateway.ServesAsync();

        await Patience.UntilAsync(() => gateway.Out.Contains(" 1013 ", StringComparison.Ordinal), "said");
        Assert.True((await gateway.GetAsync("/api/v1/cluster"))["feed"]!["may_lose"]!.GetValue<bool>());
    }

    [PostgresFact]
    public Task Start_WithoutSeedNodesOnTheDatabaseOfAnother_WaitsSaysWhoHasItAndServesWhenThatIsKilled() => StartBesideAsync(static _ => "");

    /// <summary>Neither knows of the other but by the database.</summary>
    [PostgresFact]
    public Task Start_WithWrongSeedNodesOnTheDatabaseOfAnother_WaitsSaysWhoHasItAndServesWhenThatIsKilled() => StartBesideAsync(static own => $"127.0.0.1:{own},127.0.0.1:1");

    [PostgresFact]
    public async Task Start_DatabaseAway_LivesAndIsNotReadyUntilItComes()
    {
        await using var database = await ServerDatabase.CreateAsync();
        using var directory = new TempDirectory();
        await using var relay = new DatabaseRelay(database.ConnectionString);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var platform = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        await using var gateway = GatewayProcess.Start(
            directory, ["Storage:Provider=PostgreSql", $"Storage:ConnectionString={relay.ConnectionString}"],
            new Dictionary<string, string> { ["Gateway__Platform__Urls"] = platform });
        using var http = new HttpClient { BaseAddress = new Uri(platform) };

        await Patience.UntilAsync(() => AnswersAsync(http, "/health/live", HttpStatusCode.OK), "live");
        using var ready = await http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("\"database\"", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var api = await http.GetAsync("/api/v1/devices");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, api.StatusCode);

        relay.Open();

        await gateway.ServesAsync();
        await gateway.ProvisionAsync("smz-1");
        using var terminal = await RawTerminal.ConnectAsync(gateway.Socket, "smz-1");
        Assert.Equal("0000", (await terminal.UploadAsync(("1", "2024-05-06 08:30:00"))).Code);
        Assert.Single(gateway.Out.Split('\n'), line => line.Contains(" 1010 ", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Start_DatabaseAway_EndsWithZeroWhenToldTo()
    {
        using var directory = new TempDirectory();
        await using var gateway = GatewayProcess.Start(directory, ["Storage:Provider=PostgreSql", "Storage:ConnectionString=Host=127.0.0.1;Port=1;Username=u"]);
        await Patience.UntilAsync(() => gateway.Out.Contains(" 1010 ", StringComparison.Ordinal), "waits");

        await gateway.TerminateAsync();

        Assert.Equal(0, await gateway.EndedAsync());
    }

    [PostgresFact]
    public async Task Start_WrongPassword_EndsWithTwoAndOneLineWithoutIt()
    {
        using var directory = new TempDirectory();
        var wrong = new NpgsqlConnectionStringBuilder(ServerDatabase.Server) { Password = "not-the-password-7f3a" }.ConnectionString;
        await using var gateway = GatewayProcess.Start(directory, ["Storage:Provider=PostgreSql", $"Storage:ConnectionString={wrong}"]);

        Assert.Equal(2, await gateway.EndedAsync());
        Assert.Contains("28P01", gateway.Error, StringComparison.Ordinal);
        Assert.Equal(1, gateway.Error.Count(character => character == '\n'));
        Assert.DoesNotContain("not-the-password-7f3a", gateway.Error + gateway.Out, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Start_NoSuchDatabase_EndsWithTwoAndOneLine()
    {
        using var directory = new TempDirectory();
        var wrong = new NpgsqlConnectionStringBuilder(ServerDatabase.Server) { Database = "gateway_that_is_not_there" }.ConnectionString;
        await using var gateway = GatewayProcess.Start(directory, ["Storage:Provider=PostgreSql", $"Storage:ConnectionString={wrong}"]);

        Assert.Equal(2, await gateway.EndedAsync());
        Assert.Contains("gateway_that_is_not_there", gateway.Error, StringComparison.Ordinal);
        Assert.Equal(1, gateway.Error.Count(character => character == '\n'));
    }

    private static async Task StartBesideAsync(Func<int, string> seedsOf)
    {
        await using var database = await ServerDatabase.CreateAsync();
        using var one = new TempDirectory();
        using var other = new TempDirectory();
        string[] settings = [.. Settings(database), $"Platform:AdminKey={TestNode.AdminKey}"];
        var ports = FreePorts.Take(2);
        await using var first = GatewayProcess.Start(one, settings);
        await first.ServesAsync();
        first.Http.DefaultRequestHeaders.Authorization = new("Bearer", TestNode.AdminKey);
        await first.ProvisionAsync("smz-1");
        using (var accepted = await first.Http.PostAsJsonAsync("/api/v1/devices/smz-1/commands", new { id = "c1", type = "person.delete", user_id = "7" }))
            accepted.EnsureSuccessStatusCode();
        var platform = $"http://127.0.0.1:{ports[0]}";
        await using var second = GatewayProcess.Start(
            other, [.. settings, $"Cluster:Secret={GatewayCluster.Secret}", $"Cluster:Port={ports[1]}", $"Cluster:SeedNodes={seedsOf(ports[1])}"],
            new Dictionary<string, string> { ["Gateway__Platform__Urls"] = platform });
        using var http = new HttpClient { BaseAddress = new Uri(platform) };

        await Patience.UntilAsync(
            async () => await AnswersAsync(http, "/health/live", HttpStatusCode.OK)
                && await AnswersAsync(http, "/health/ready", HttpStatusCode.ServiceUnavailable, "held by gateway "),
            "live, and says who has the database");
        Assert.True(await AnswersAsync(http, "/health/ready", HttpStatusCode.ServiceUnavailable));
        await Patience.UntilAsync(() => second.Out.Contains(" 1018 ", StringComparison.Ordinal), "logged"); // the line comes by a pipe, later than the answer may
        Assert.DoesNotContain("serves", second.Out, StringComparison.Ordinal);

        await first.KillAsync();

        await second.ServesAsync();
        second.Http.DefaultRequestHeaders.Authorization = new("Bearer", TestNode.AdminKey);
        await Patience.UntilAsync( // A busy machine may say 503.
            () => AnswersAsync(second.Http, "/api/v1/devices/smz-1/commands/c1", HttpStatusCode.OK, "\"queued\""), "the queue answers");
        using var terminal = await RawTerminal.ConnectAsync(second.Socket, "smz-1");
        await Patience.UntilAsync( // A slow hand-out waits for the next heartbeat (D15).
            async () => (await terminal.BeatAsync(DateTimeOffset.UtcNow)).Status == RawTerminal.PersonDelete, "handed out");
    }

    private static IEnumerable<string> Settings(ServerDatabase database) => database.Settings.Select(setting => $"{setting.Key}={setting.Value}");

    /// <summary>False while nothing listens, and when what listened meanwhile has just ended.</summary>
    private static async Task<bool> AnswersAsync(HttpClient http, string path, HttpStatusCode status, string words = "")
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.StatusCode == status && (await answer.Content.ReadAsStringAsync()).Contains(words, StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
