using System.CommandLine;
using Gateway.Servers;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Soak;
using Gateway.Simulator.Soak.Checking;
using Gateway.Simulator.Soak.Faults;
using Gateway.Simulator.Soak.Histories;
using Gateway.Simulator.Soak.Servers;
using static Gateway.Simulator.Verbs.OptionRules;

namespace Gateway.Simulator.Verbs;

/// <summary><c>soak</c>: load, faults and a verdict.</summary>
internal sealed class SoakVerb
{
    private const string HistoryDirectory = "history";

    private readonly Option<double> _seconds = Number("--seconds", "How long the load and the faults last; what is open then has --settle more seconds.", 1200d).Between(1, 1e7);
    private readonly Option<int> _terminals = Number("--terminals", "How many terminals.", 200).Between(1, 18_000);
    private readonly Option<double> _heartbeatEvery = Number("--heartbeat-every", "Seconds between the heartbeats of one terminal.", 2d).Between(0.05, 3600);
    private readonly Option<double> _uploads = Number("--uploads-per-second", "Uploads of all terminals together, four records each.", 50d).Between(0.1, 1e5);
    private readonly Option<double> _commands = Number("--commands-per-second", "Persons pushed; half of them are deleted again.", 10d).Between(0, 1e4);
    private readonly Option<int> _rosterSites = Number("--roster-sites", "Sites whose rosters change all the time, three terminals each; 0 for none.", 3).Between(0, 99);
    private readonly Option<double> _rosterChanges = Number("--roster-changes-per-second", "Changes of rosters, moves and resets in all of them together.", 4d).Between(0.01, 1000);
    private readonly Option<double> _faultEvery = Number("--fault-every", "Seconds between two faults; 0 for none.", 30d).Between(0, 1e6);

    private readonly Option<string> _faults = new Option<string>("--faults")
    {
        Description = "What is done to the gateway: kill (SIGKILL and a new start), terminate (SIGTERM and a new start), pause (SIGSTOP, later SIGCONT). "
            + "With --nodes also, in the order given: drain, roll (all nodes, one after another), redis and postgres (SIGKILL and a new start), "
            + "partition (one node cut off for a minute; needs root and network namespaces). "
            + "Without it: kill,terminate,pause, or with --nodes kill,drain,roll,pause,redis,postgres.",
        HelpName = "list"
    }.Checked(text => Array.TrueForAll(text.Split(','), name => Enum.TryParse<FaultKind>(name, ignoreCase: true, out _)) ? null : "a list of faults is expected");

    private readonly Option<int> _nodes = Number(
        "--nodes",
        "More than 1: a cluster of so many nodes with a PostgreSQL and a Redis server of its own, behind a load balancer; every fault comes at least once.",
        1).Between(1, 9);

    private readonly Option<double> _settle = Number("--settle", "Seconds after the load within which everything must come to an end.", 90d).Between(0, 1e6);
    private readonly Option<long> _seed = Number("--seed", "Faults, commands and keys are drawn from it: the same seed is the same soak.", 1L);

    private readonly Option<string> _program = new("--gateway-program")
    {
        Description = $"The gateway to start, a .dll or a program. Without it: {GatewayProgram.Description}.",
        HelpName = "file"
    };

    private readonly Option<string> _redis = new Option<string>("--redis")
    {
        Description = "A Redis server, empty and without a password, for the gateway to publish its feed to; its streams must hold what the feed holds.",
        HelpName = "host:port"
    }.Checked(text => text.LastIndexOf(':') > 0 ? null : "host:port is expected");

    private readonly Option<string> _keep = new("--keep")
    {
        Description = "An empty or new directory that gets the gateway's data and the history. Without it a temporary one, which stays only after a broken invariant.",
        HelpName = "directory"
    };

    private readonly Option<string> _check = new("--check")
    {
        Description = "Start nothing: judge the history in this directory again.",
        HelpName = "directory"
    };

    public static Command Create() => new SoakVerb().ToCommand();

    private Command ToCommand()
    {
        var verb = new Command(
            "soak",
            "Starts a gateway of its own (one node on SQLite, or with --nodes a cluster), drives terminals and the platform's side against it, "
            + "kills, stops and pauses it by a schedule drawn from a seed, "
            + "and judges by recorded histories: what terminals were told against what the attendance list and the feed hold, accepted commands against what terminals saw, "
            + "rosters against what terminals hold. "
            + "Exit code 1 when an invariant broke; it is named with the offending ids.")
        {
            _seconds, _terminals, _heartbeatEvery, _uploads, _commands, _rosterSites, _rosterChanges, _faultEvery, _faults, _settle, _seed, _nodes, _program, _redis, _keep, _check
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_check) is { } given) return Check(HistoryIn(given), output);
        var program = parsed.GetValue(_program) ?? GatewayProgram.Find(AppContext.BaseDirectory)
            ?? throw new UsageException("There is no gateway to start: build Gateway.Host with the same configuration, or give --gateway-program.");
        if (!File.Exists(program)) throw new UsageException($"--gateway-program {program}: there is no such file.");
        var directory = Prepare(parsed.GetValue(_keep));
        await output.WriteLineAsync($"soak: {program} in {directory}");
        var code = ExitCode.Broken;
        try
        {
            await SoakAsync(Settings(parsed), Kinds(parsed), parsed.GetValue(_nodes), program, directory, output, stop);
            code = Check(Path.Combine(directory, HistoryDirectory), output);
        }
        catch (Exception e) when (e is SoakFailedException or ServerFailedException)
        {
            await output.WriteLineAsync($"verdict: BROKEN: {e.Message}");
        }

        if (code == ExitCode.Fine && parsed.GetValue(_keep) is null) Directory.Delete(directory, recursive: true);
        else await output.WriteLineAsync($"kept: {directory}; judge it again with: soak --check {directory}");
        return code;
    }

    private static async Task SoakAsync(SoakSettings settings, FaultKind[] kinds, int nodes, string program, string directory, TextWriter output, CancellationToken stop)
    {
        var history = Directory.CreateDirectory(Path.Combine(directory, HistoryDirectory)).FullName;
        var files = new HistoryFiles(history);
        if (nodes > 1)
        {
            await SoakClusterAsync(settings, kinds, nodes, program, directory, files, output, stop);
            return;
        }

        await using var servers = await SoakServers.StartOneAsync(program, directory, settings.Redis, TimeProvider.System, stop);
        var faults = settings.FaultEvery is { } every ? FaultSchedule.Make(settings.Seed, settings.Duration, every, kinds, servers.Targets.Nodes) : [];
        await new SoakSession(settings, servers.Addresses, servers.Targets, files, output, TimeProvider.System).RunAsync(faults, stop);
    }

    private static async Task SoakClusterAsync(
        SoakSettings settings, FaultKind[] kinds, int nodes, string program, string directory, HistoryFiles files, TextWriter output, CancellationToken stop)
    {
        await using var endings = new JsonLineFile(files.Endings, TimeProvider.System);
        void Ended(string name, int exitCode)
        {
            output.WriteLine($"{name} ended by itself with {exitCode}; it is started again");
            endings.Append((name, exitCode, at: TimeProvider.System.GetUtcNow()), static (json, entry) =>
            {
                json.WriteString("server", entry.name);
                json.WriteNumber("exit_code", entry.exitCode);
                json.WriteNumber("at", entry.at.ToUnixTimeMilliseconds());
            });
        }

        var namespaces = kinds.Contains(FaultKind.Partition) ? await Namespaces.CreateAsync(nodes) : null;
        await using var servers = await SoakServers.StartClusterAsync(program, directory, nodes, namespaces, Ended, TimeProvider.System, stop);
        var faults = settings.FaultEvery is { } every ? FaultSchedule.InTurn(settings.Seed, settings.Duration, every, kinds, servers.Targets) : [];
        var all = settings with { Redis = servers.Redis, FaultsMin = Math.Min(kinds.Length, faults.Count) };
        await new SoakSession(all, servers.Addresses, servers.Targets, files, output, TimeProvider.System).RunAsync(faults, stop);
    }

    private static int Check(string history, TextWriter output)
    {
        try
        {
            var verdict = SoakChecker.Check(history);
            verdict.Write(output);
            File.WriteAllBytes(Path.Combine(history, "verdict.json"), JsonSerializer.SerializeToUtf8Bytes(verdict, SoakVerdictJson.Default.SoakVerdict));
            return verdict.IsKept ? ExitCode.Fine : ExitCode.Broken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException($"The history in {history} cannot be judged: {e.Message}", e);
        }
    }

    private static string HistoryIn(string directory)
    {
        var inside = Path.Combine(directory, HistoryDirectory);
        return Directory.Exists(inside) ? inside : directory;
    }

    private static string Prepare(string? keep)
    {
        try
        {
            if (keep is null) return Directory.CreateTempSubdirectory("gateway-soak-").FullName;
            var directory = Directory.CreateDirectory(keep);
            return directory.EnumerateFileSystemInfos().Any() ? throw new UsageException($"--keep {keep}: the directory is not empty.") : directory.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--keep {keep}: {e.Message}", e);
        }
    }

    private FaultKind[] Kinds(ParseResult parsed)
    {
        var cluster = parsed.GetValue(_nodes) > 1;
        if (cluster && parsed.GetValue(_redis) is not null) throw new UsageException("--nodes brings a Redis server of its own: --redis does not go with it.");
        var text = parsed.GetValue(_faults) ?? (cluster ? "kill,drain,roll,pause,redis,postgres" : OperatingSystem.IsWindows() ? "kill" : "kill,terminate,pause");
        FaultKind[] kinds = [.. text.Split(',').Select(name => Enum.Parse<FaultKind>(name, ignoreCase: true))];
        if (!cluster && kinds.FirstOrDefault(static kind => kind > FaultKind.Pause) is > FaultKind.Pause and var kind)
            throw new UsageException($"--faults {kind}: only with --nodes.");
        return kinds;
    }

    private SoakSettings Settings(ParseResult parsed) => new()
    {
        Terminals = parsed.GetValue(_terminals),
        Duration = TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
        FaultEvery = parsed.GetValue(_faultEvery) is > 0 and var every ? TimeSpan.FromSeconds(every) : null,
        Seed = parsed.GetValue(_seed),
        HeartbeatEvery = TimeSpan.FromSeconds(parsed.GetValue(_heartbeatEvery)),
        UploadsPerSecond = parsed.GetValue(_uploads),
        CommandsPerSecond = parsed.GetValue(_commands),
        RosterSites = parsed.GetValue(_rosterSites),
        RosterChangesPerSecond = parsed.GetValue(_rosterChanges),
        SettleMax = TimeSpan.FromSeconds(parsed.GetValue(_settle)),
        Redis = parsed.GetValue(_redis)
    };
}
