using System.Net;
using Gateway.Servers;
using Gateway.Tests.Support.Forgetful;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gateway.Tests.Whole.Processes;

/// <summary>
/// The power fails at moments that a seed chooses, while terminals upload and commands are ordered, on a disk that forgets what was not synced: what was
/// acknowledged is there. <c>build prove</c> sets GATEWAY_PROVE for 200 moments on each database.
/// </summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class PowerFailureTests(ITestOutputHelper output)
{
    private const int FailuresPerSeed = 4;
    private const int RecordsPerRound = 30;
    private const int LifeAfterThatMaxMs = 700;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Prove.Runs ? 50 : 1)];

    [ForgetfulDiskTheory]
    [MemberData(nameof(Seeds))]
    public Task PowerFailure_OnSqlite_KeepsWhatWasAcknowledged(int seed) => OnSqliteAsync(seed, isDeaf: false);

    [ForgetfulDiskTheory(isControl: true)]
    [InlineData(1)]
    public Task PowerFailure_OnSqliteWithoutSyncs_IsNoticed(int seed) => Assert.ThrowsAnyAsync<XunitException>(() => OnSqliteAsync(seed, isDeaf: true));

    [ForgetfulDiskTheory(onPostgres: true)]
    [MemberData(nameof(Seeds))]
    public Task PowerFailure_OnPostgres_KeepsWhatWasAcknowledged(int seed) => OnPostgresAsync(seed, isDurable: true);

    [ForgetfulDiskTheory(onPostgres: true, isControl: true)]
    [InlineData(1)]
    public async Task PowerFailure_OnPostgresWithoutFsync_IsNoticed(int seed)
    {
        var noticed = await Record.ExceptionAsync(() => OnPostgresAsync(seed, isDurable: false));

        // What was acknowledged is missing; or the gateway itself finds a database that is not the one it had, and ends.
        Assert.True(noticed is XunitException or HttpRequestException, $"{noticed}");
    }

    /// <summary>Database and gateway are on one machine: both begin again.</summary>
    private async Task OnSqliteAsync(int seed, bool isDeaf)
    {
        var random = new Random(seed);
        using var directory = new TempDirectory();
        await using var load = new AcknowledgedLoad();
        await ProvisionAsync(directory);
        var disk = new ForgetfulDisk(directory, directory.Combine("data"));
        disk.Sync();
        for (var failure = 0; failure <= FailuresPerSeed; failure++)
        {
            await using var gateway = GatewayProcess.Start(directory, environment: disk.Environment(isDeaf));
            await gateway.ServesAsync();
            await load.VerifyAsync(gateway);
            if (failure == FailuresPerSeed) break;
            load.SpeakTo(gateway, orders: true);
            await LiveAsync(load, random);
            await gateway.KillAsync();
            load.SpeakTo(null);
            Fail(disk, random, load);
        }
    }

    /// <summary>The database has a machine of its own: the gateway stays and finds it again.</summary>
    private async Task OnPostgresAsync(int seed, bool isDurable)
    {
        var random = new Random(seed);
        using var directory = new TempDirectory();
        var root = directory.Combine("server");
        var environment = new Dictionary<string, string>();
        await using var server = await PostgresServer.CreateAsync(root, IPAddress.Loopback, isDurable, TimeProvider.System, default, environment);
        string[] settings = ["Storage:Provider=PostgreSql", $"Storage:ConnectionString={server.ConnectionString}"];
        await server.StartAsync(default);
        await ProvisionAsync(directory, settings);
        await server.TerminateAsync();

        var disk = new ForgetfulDisk(directory, Path.Combine(root, "data"));
        disk.Sync();
        foreach (var (name, value) in disk.Environment()) environment[name] = value;
        await server.StartAsync(default);
        await using var gateway = GatewayProcess.Start(directory, settings);
        await gateway.ServesAsync();
        await using var load = new AcknowledgedLoad();
        for (var failure = 0; failure < FailuresPerSeed; failure++)
        {
            load.SpeakTo(gateway, orders: true);
            await LiveAsync(load, random);
            await server.KillAsync();
            load.SpeakTo(null);
            Fail(disk, random, load);
            await server.StartAsync(default);
            await Patience.UntilAsync(async () => (await gateway.Http.GetAsync("/health/ready")).IsSuccessStatusCode, "ready again");
            await load.VerifyAsync(gateway);
        }
    }

    private static async Task ProvisionAsync(string directory, string[]? settings = null)
    {
        await using var gateway = GatewayProcess.Start(directory, settings);
        await gateway.ServesAsync();
        await AcknowledgedLoad.ProvisionAsync(gateway);
        await gateway.TerminateAsync();
        await gateway.EndedAsync();
    }

    private static async Task LiveAsync(AcknowledgedLoad load, Random random)
    {
        var goal = load.Records + RecordsPerRound;
        await Patience.UntilAsync(() => load.Records >= goal, "acknowledged");
        await Task.Delay(random.Next(LifeAfterThatMaxMs));
    }

    private void Fail(ForgetfulDisk disk, Random random, AcknowledgedLoad load)
    {
        var (kept, lost) = disk.Fail(random);
        output.WriteLine($"the power fails after {load.Records} records: of pages that were not synced {kept} have reached the disk and {lost} have not");
    }
}
