using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;

namespace Gateway.Servers;

/// <summary>A PostgreSQL server on a new data directory and a port of its own. What it wrote survives SIGKILL.</summary>
internal sealed class PostgresServer : ServerProcess
{
    private const string Debian = "/usr/lib/postgresql";

    private readonly string _programs;
    private readonly string[] _asUser;
    private readonly string _data;
    private readonly IPAddress _address;
    private readonly bool _isDurable;
    private readonly int _port = FreePorts.Take(1)[0];
    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();

    private PostgresServer(string directory, IPAddress address, bool isDurable, string programs, string[] asUser, string password, TimeProvider time)
        : base("postgresql", directory, time)
    {
        (_programs, _asUser, _address, _isDurable) = (programs, asUser, address, isDurable);
        _data = Path.Combine(Directory, "data");
        ConnectionString = $"Host={address};Port={_port};Username=postgres;Password={password};Database=postgres";
    }

    /// <summary><c>host:port</c>.</summary>
    public string Address => $"{_address}:{_port}";

    /// <summary>For Npgsql; a superuser, who can create databases.</summary>
    public string ConnectionString { get; }

    /// <summary>The directory with <c>initdb</c> and <c>postgres</c>, or null. Debian keeps them off the PATH, one directory a version.</summary>
    public static string? FindPrograms()
    {
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var versions = System.IO.Directory.Exists(Debian) ? System.IO.Directory.GetDirectories(Debian) : [];
        return versions
            .OrderByDescending(directory => int.TryParse(Path.GetFileName(directory), out var version) ? version : 0)
            .Select(directory => Path.Combine(directory, "bin"))
            .Append(Path.GetDirectoryName(Programs.Find("initdb")) ?? "")
            .FirstOrDefault(directory => File.Exists(Path.Combine(directory, "initdb" + suffix)) && File.Exists(Path.Combine(directory, "postgres" + suffix)));
    }

    /// <summary>Makes its data directory; it is not started yet.</summary>
    /// <param name="isDurable">It waits for the disk (<c>fsync</c>), so that what it wrote survives the machine's end too.</param>
    /// <param name="environment">Variables of the server besides ours, as of each start.</param>
    /// <exception cref="ServerFailedException">It is not installed, or cannot be set up.</exception>
    public static async Task<PostgresServer> CreateAsync(
        string directory, IPAddress address, bool isDurable, TimeProvider time, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null)
    {
        var programs = FindPrograms() ?? throw new ServerFailedException("PostgreSQL's initdb and postgres are neither on the PATH nor where Debian keeps them");
        var password = RandomNumberGenerator.GetHexString(24);
        var passwordFile = Path.Combine(System.IO.Directory.CreateDirectory(directory).FullName, "password");
        await File.WriteAllTextAsync(passwordFile, password, cancellation);
        string[] asUser = [];
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to be root.
            var (user, group) = Unprivileged();
            asUser = ["setpriv", "--reuid", user, "--regid", group, "--clear-groups"];
            await RunAsync(["chown", "-R", $"{user}:{group}", directory], cancellation);
            // A temporary directory of root's is closed to that user, who must pass through it.
            var above = System.IO.Directory.GetParent(directory)!.FullName;
            File.SetUnixFileMode(above, File.GetUnixFileMode(above) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        var server = new PostgresServer(directory, address, isDurable, programs, asUser, password, time) { _environment = environment ?? new Dictionary<string, string>() };
        string[] init =
        [
            "--pgdata", server._data, "--username", "postgres", "--auth", "scram-sha-256", "--pwfile", passwordFile, "--encoding", "UTF8", "--locale", "C", "--no-sync",
        ];
        await RunAsync([.. asUser, Path.Combine(programs, "initdb"), .. init], cancellation);
        // Nodes in network namespaces come from other addresses than this machine's own.
        await File.AppendAllTextAsync(Path.Combine(server._data, "pg_hba.conf"), "host all all samenet scram-sha-256\n", cancellation);
        return server;
    }

    public override async ValueTask DisposeAsync()
    {
        // By its own tool, so that its shared memory goes too; what is left after that is killed.
        string[] stop = ["stop", "--pgdata", _data, "--mode", "immediate", "--wait", "--timeout", "10", "--silent"];
        await Programs.RunAsync([.. _asUser, Path.Combine(_programs, "pg_ctl"), .. stop], CancellationToken.None);
        await base.DisposeAsync();
    }

    protected override ProcessStartInfo CommandLine()
    {
        string[] settings =
        [
            $"listen_addresses={_address}", $"port={_port}", "unix_socket_directories=", "max_connections=200", $"fsync={(_isDurable ? "on" : "off")}",
            "max_prepared_transactions=0",
        ];
        string[] words = [.. _asUser, Path.Combine(_programs, "postgres"), "-D", _data, .. settings.SelectMany(static setting => (string[])["-c", setting])];
        var start = new ProcessStartInfo(words[0], words.Skip(1));
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        return start;
    }

    protected override async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        string[] question = [Path.Combine(_programs, "pg_isready"), "--quiet", "--host", _address.ToString(), "--port", $"{_port}"];
        return (await Programs.RunAsync(question, stop)).ExitCode == 0;
    }

    private static (string User, string Group) Unprivileged()
    {
        var users = File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).Where(static fields => fields.Length > 3).ToLookup(static fields => fields[0]);
        var fields = users["postgres"].Concat(users["nobody"]).FirstOrDefault()
            ?? throw new ServerFailedException("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as");
        return (fields[2], fields[3]);
    }

    private static async Task RunAsync(string[] words, CancellationToken cancellation)
    {
        var (exitCode, output, error) = await Programs.RunAsync(words, cancellation);
        if (exitCode != 0) throw new ServerFailedException($"{string.Join(' ', words)} ended with code {exitCode}:\n{output}{error}");
    }
}
