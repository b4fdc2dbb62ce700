namespace Gateway.Build;

/// <summary>The servers that the tests need, made for one run of them and thrown away with everything in them; and the browser, which stays installed.</summary>
internal sealed class TestServers : IAsyncDisposable
{
    public const string RedisVariable = "GATEWAY_TEST_REDIS";
    public const string PostgresVariable = "GATEWAY_TEST_POSTGRES";
    public const string ChromiumVariable = "GATEWAY_TEST_CHROMIUM";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-tests-");
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<IAsyncDisposable> _servers = [];

    private TestServers()
    {
    }

    /// <summary>The addresses, by the names under which the tests look for them.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Installs what is missing, if that can be done, and starts what is not given by the environment.</summary>
    /// <param name="isDurable">PostgreSQL waits for the disk, as in earnest; the tests are quicker without.</param>
    /// <exception cref="BuildFailedException">A server is missing or does not start.</exception>
    public static async Task<TestServers> StartAsync(CancellationToken cancellation, bool isDurable = false)
    {
        var wantsRedis = !IsGiven(RedisVariable);
        var wantsPostgres = !IsGiven(PostgresVariable);
        string[] missing =
        [
            .. wantsRedis && RedisServer.FindProgram() is null ? ["redis-server"] : (string[])[],
            .. wantsPostgres && PostgresServer.FindPrograms() is null ? ["postgresql"] : (string[])[],
            .. IsGiven(ChromiumVariable) || Command.Find("chromium") is not null || Command.Find("chromium-browser") is not null ? (string[])[] : ["chromium"],
        ];
        await AptPackages.InstallAsync(missing, cancellation);

        var servers = new TestServers();
        try
        {
            if (wantsRedis)
            {
                var redis = await RedisServer.StartAsync(servers.NewDirectory("redis"), cancellation);
                servers.Add(redis, RedisVariable, redis.Configuration, $"Redis listens on 127.0.0.1:{redis.Port}");
            }

            if (wantsPostgres)
            {
                var postgres = await PostgresServer.StartAsync(servers.NewDirectory("postgres"), isDurable, cancellation);
                servers.Add(postgres, PostgresVariable, postgres.ConnectionString, $"PostgreSQL listens on 127.0.0.1:{postgres.Port}");
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
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    private static bool IsGiven(string variable) => !string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(variable));

    private string NewDirectory(string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            // A server that runs as another user must be able to reach its own directory in here.
            _directory.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        return _directory.CreateSubdirectory(name).FullName;
    }

    private void Add(IAsyncDisposable server, string variable, string address, string progress)
    {
        _servers.Add(server);
        _environment[variable] = address;
        Command.Progress(progress);
    }
}
