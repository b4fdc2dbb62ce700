using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>A PostgreSQL server on a new data directory. What it wrote survives SIGKILL of the server, not of the machine: it does not sync.</summary>
internal sealed class PostgresProcess : SoakProcess
{
    private const string Debian = "/usr/lib/postgresql";

    private readonly string _programs;
    private readonly string[] _asUser;
    private readonly string _data;
    private readonly IPAddress _address;
    private readonly int _port;

    private PostgresProcess(string directory, IPAddress address, string programs, string[] asUser, string password, TimeProvider time)
        : base("postgresql", directory, time)
    {
        (_programs, _asUser, _address) = (programs, asUser, address);
        _data = Path.Combine(Directory, "data");
        _port = FreePorts.Take(1)[0];
        ConnectionString = $"Host={address};Port={_port};Username=postgres;Password={password};Database=postgres;Maximum Pool Size=30";
    }

    /// <summary>For Npgsql.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes its data directory; it is not started yet.</summary>
    /// <exception cref="SoakFailedException">It is not installed, or cannot be set up.</exception>
    public static async Task<PostgresProcess> CreateAsync(string directory, IPAddress address, TimeProvider time)
    {
        var programs = FindPrograms() ?? throw new SoakFailedException("PostgreSQL's initdb and postgres are neither on the PATH nor where Debian keeps them.");
        var password = RandomNumberGenerator.GetHexString(24);
        var passwordFile = Path.Combine(System.IO.Directory.CreateDirectory(directory).FullName, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        string[] asUser = [];
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            // PostgreSQL refuses to be root.
            var (user, group) = Unprivileged();
            asUser = ["setpriv", "--reuid", user, "--regid", group, "--clear-groups"];
            await RunAsync(["chown", "-R", $"{user}:{group}", directory]);
            // A temporary directory of root's is closed to that user, who must pass through it.
            var above = System.IO.Directory.GetParent(directory)!.FullName;
            File.SetUnixFileMode(above, File.GetUnixFileMode(above) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        var server = new PostgresProcess(directory, address, programs, asUser, password, time);
        await RunAsync([
            .. asUser, Path.Combine(programs, "initdb"), "--pgdata", server._data, "--username", "postgres", "--auth", "scram-sha-256", "--pwfile", passwordFile,
            "--encoding", "UTF8", "--locale", "C", "--no-sync"
        ]);
        // Nodes in network namespaces come from other addresses than this machine's own.
        await File.AppendAllTextAsync(Path.Combine(server._data, "pg_hba.conf"), "host all all samenet scram-sha-256\n");
        return server;
    }

    protected override ProcessStartInfo CommandLine()
    {
        string[] settings = [$"listen_addresses={_address}", $"port={_port}", "unix_socket_directories=", "max_connections=200", "fsync=off", "max_prepared_transactions=0"];
        string[] words = [.. _asUser, Path.Combine(_programs, "postgres"), "-D", _data, .. settings.SelectMany(static setting => (string[])["-c", setting])];
        return new ProcessStartInfo(words[0], words.Skip(1));
    }

    protected override async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        using var question = Process.Start(Path.Combine(_programs, "pg_isready"), ["--quiet", "--host", _address.ToString(), "--port", $"{_port}"]);
        await question.WaitForExitAsync(stop);
        return question.ExitCode == 0;
    }

    private static string? FindPrograms()
    {
        var versions = System.IO.Directory.Exists(Debian) ? System.IO.Directory.GetDirectories(Debian) : [];
        return versions
            .OrderByDescending(static directory => int.TryParse(Path.GetFileName(directory), out var version) ? version : 0)
            .Select(static directory => Path.Combine(directory, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(static directory => directory.Length > 0 && File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres")));
    }

    private static (string User, string Group) Unprivileged()
    {
        var users = File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).Where(static fields => fields.Length > 3).ToLookup(static fields => fields[0]);
        var fields = users["postgres"].Concat(users["nobody"]).FirstOrDefault() ?? throw new SoakFailedException("There is no user postgres or nobody for PostgreSQL to run as.");
        return (fields[2], fields[3]);
    }

    private static async Task RunAsync(string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (told, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new SoakFailedException($"{words[0]} ended with {process.ExitCode}: {await told}{await wrong}");
    }
}
