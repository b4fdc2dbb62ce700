using System.Net;
using Gateway.Servers;

namespace Gateway.Build;

/// <summary>The servers that the tests need, made for one run of them and thrown away with everything in them; and the browser, which stays installed.</summary>
internal sealed class TestServers : IAsyncDisposable
{
    public const string RedisVariable = "GATEWAY_TEST_REDIS";
    public const string PostgresVariable = "GATEWAY_TEST_POSTGRES";
    public const string ChromiumVariable = "GATEWAY_TEST_CHROMIUM";

    /// <summary>Where files cost no more than memory: each test of a store makes a database of some 650 files, and ext4 is slow where as many have just been deleted.</summary>
    private const string InMemory = "/dev/shm";

    private const long InMemoryFreeMin = 4L << 30;

    private readonly DirectoryInfo _directory;
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<ServerProcess> _servers = [];

    private TestServers(bool isDurable) => _directory =
        !isDurable && OperatingSystem.IsLinux() && Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace >= InMemoryFreeMin
        ? Directory.CreateDirectory(Path.Combine(InMemory, $"gateway-tests-{Guid.NewGuid():n}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
        : Directory.CreateTempSubdirectory("gateway-tests-");

    /// <summary>Whether the console's tests have a browser.</summary>
    public static bool HasChromium => IsGiven(ChromiumVariable) || Programs.Find("chromium") is not null || Programs.Find("chromium-browser") is not null;

    /// <summary>The addresses, by the names under which the tests look for them.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Installs what is missing, if that can be done, and starts what is not given by the environment.</summary>
    /// <param name="isDurable">PostgreSQL waits for the disk, as in earnest; the tests are quicker without.</param>
    /// <exception cref="BuildFailedException">A server is missing.</exception>
    /// <exception cref="ServerFailedException">It does not start.</exception>
    public static async Task<TestServers> StartAsync(CancellationToken cancellation, bool isDurable = false)
    {
        var wantsRedis = !IsGiven(RedisVariable);
        var wantsPostgres = !IsGiven(PostgresVariable);
        string[] missing =
        [
            .. wantsRedis && RedisServer.FindProgram() is null ? ["redis-server"] : (string[])[],
            .. wantsPostgres && PostgresServer.FindPrograms() is null ? ["postgresql"] : (string[])[],
            .. HasChromium ? (string[])[] : ["chromium"],
        ];
        await AptPackages.InstallAsync(missing, cancellation);

        var servers = new TestServers(isDurable);
        try
        {
            if (wantsRedis)
            {
                var redis = new RedisServer(servers.DirectoryOf("redis"), IPAddress.Loopback, keeps: false, TimeProvider.System);
                await servers.StartAsync(redis, RedisVariable, redis.Address, $"Redis listens on {redis.Address}", cancellation);
            }

            if (wantsPostgres)
            {
                var postgres = await PostgresServer.CreateAsync(servers.DirectoryOf("postgres"), IPAddress.Loopback, isDurable, TimeProvider.System, cancellation);
                await servers.StartAsync(postgres, PostgresVariable, postgres.ConnectionString, $"PostgreSQL listens on {postgres.Address}", cancellation);
            }

            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static bool IsGiven(string variable) => !string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(variable));

    private string DirectoryOf(string name) => Path.Combine(_directory.FullName, name);

    private async Task StartAsync(ServerProcess server, string variable, string address, string progress, CancellationToken cancellation)
    {
        _servers.Add(server);
        await server.StartAsync(cancellation);
        _environment[variable] = address;
        Command.Progress(progress);
    }
}
