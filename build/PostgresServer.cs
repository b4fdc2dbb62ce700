using System.Security.Cryptography;

namespace Gateway.Build;

/// <summary>A PostgreSQL server on a new data directory, on a free port of 127.0.0.1.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly UnprivilegedUser? _user;
    private readonly string _programs;
    private readonly string _data;

    private PostgresServer(ServerProcess process, UnprivilegedUser? user, string programs, string data, int port, string password)
    {
        _process = process;
        _user = user;
        _programs = programs;
        _data = data;
        Port = port;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Password={password};Database=postgres";
    }

    public int Port { get; }

    /// <summary>For Npgsql; a superuser, so that a test can create databases of its own.</summary>
    public string ConnectionString { get; }

    /// <summary>The directory with <c>initdb</c> and <c>postgres</c>, or null. Debian keeps them off the PATH, one directory a version.</summary>
    public static string? FindPrograms()
    {
        const string debian = "/usr/lib/postgresql";
        var debianVersions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        return debianVersions
            .OrderByDescending(directory => int.TryParse(Path.GetFileName(directory), out var version) ? version : 0)
            .Select(directory => Path.Combine(directory, "bin"))
            .Concat([Path.GetDirectoryName(Command.Find("initdb")) ?? ""])
            .FirstOrDefault(directory => directory.Length > 0 && HasServer(directory));
    }

    /// <summary>Makes a cluster, starts it and waits until it answers.</summary>
    /// <param name="isDurable">Whether it waits for the disk (<c>fsync</c>).</param>
    /// <exception cref="BuildFailedException">It is missing or does not start.</exception>
    public static async Task<PostgresServer> StartAsync(string directory, bool isDurable, CancellationToken cancellation)
    {
        var programs = FindPrograms() ?? throw new BuildFailedException("PostgreSQL's initdb and postgres are not on the PATH");
        // PostgreSQL refuses to run as root.
        var user = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? UnprivilegedUser.Find("postgres", "nobody") : null;
        var password = RandomNumberGenerator.GetHexString(24);
        var passwordFile = Path.Combine(directory, "password");
        await File.WriteAllTextAsync(passwordFile, password, cancellation);
        user?.Own(directory);
        user?.Own(passwordFile);

        var data = Path.Combine(directory, "data");
        string[] init =
        [
            "--pgdata", data, "--username", "postgres", "--auth", "scram-sha-256", "--pwfile", passwordFile, "--encoding", "UTF8", "--locale", "C", "--no-sync",
        ];
        var (exitCode, output) = await RunAsync(user, Path.Combine(programs, "initdb"), init, cancellation);
        if (exitCode != 0)
        {
            throw new BuildFailedException($"initdb ended with code {exitCode}:\n{output}");
        }

        return await StartServerAsync(directory, programs, user, data, password, isDurable, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        // By its own tool, so that its shared memory goes too; what is left after that is killed.
        string[] stop = ["stop", "--pgdata", _data, "--mode", "immediate", "--wait", "--timeout", "10", "--silent"];
        await RunAsync(_user, Path.Combine(_programs, "pg_ctl"), stop, CancellationToken.None);
        await _process.DisposeAsync();
    }

    private static async Task<PostgresServer> StartServerAsync(
        string directory, string programs, UnprivilegedUser? user, string data, string password, bool isDurable, CancellationToken cancellation)
    {
        var port = ServerProcess.FreePort();
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={port}", "unix_socket_directories=", "max_connections=200", $"fsync={(isDurable ? "on" : "off")}", "max_prepared_transactions=0",
        ];
        var (program, arguments) = UnprivilegedUser.Wrap(
            user, Path.Combine(programs, "postgres"), ["-D", data, .. settings.SelectMany(setting => (string[])["-c", setting])]);
        var process = new ServerProcess("PostgreSQL", directory, program, arguments);
        var server = new PostgresServer(process, user, programs, data, port, password);
        try
        {
            string[] question = ["--quiet", "--host", "127.0.0.1", "--port", $"{port}"];
            await process.WaitUntilReadyAsync(
                async () => (await Command.CaptureAsync(Path.Combine(programs, "pg_isready"), question, cancellation)).ExitCode == 0, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static Task<(int ExitCode, string Output)> RunAsync(UnprivilegedUser? user, string tool, string[] given, CancellationToken cancellation)
    {
        var (program, arguments) = UnprivilegedUser.Wrap(user, tool, given);
        return Command.CaptureAsync(program, arguments, cancellation);
    }

    private static bool HasServer(string directory)
    {
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return File.Exists(Path.Combine(directory, "initdb" + suffix)) && File.Exists(Path.Combine(directory, "postgres" + suffix));
    }
}
