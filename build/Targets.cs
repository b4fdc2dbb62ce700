using System.Runtime.InteropServices;

namespace Gateway.Build;

/// <summary>The targets, the same for <c>build.sh</c> and <c>build.ps1</c>.</summary>
internal static class Targets
{
    public const string Solution = "Gateway.sln";

    private const string BenchDetails =
        """
        Further arguments go to Gateway.Benchmarks; `-- --help` lists them. For all of them, and for `postgres`, `feed` and `commands`, a Redis and a
        PostgreSQL server are installed and started as for the tests, but with fsync; those that the environment gives are used as they are.
        """;

    private const string ProveDetails =
        """
        PowerFailureTests, whose small form is among the tests: the gateway on SQLite and a PostgreSQL server write to a directory that keeps, at a moment that a
        seed chooses, only what was synced, and any part of the rest; everything that was acknowledged must be there. Needs Linux, gcc and PostgreSQL; takes an hour
        or so. Then StateSpaceTests, in their large form: what a device, its terminal and the network can do to each other, breadth first, a million states of each kind.
        Then RosterLoadTests: a city of sites with their rosters, 20 000 terminals and 4 000 000 pairs on PostgreSQL and two nodes, 500 terminals on SQLite, and what changes cost.
        `prove rosters` does only that, `prove rosters 0.1` a tenth of it; the figures are in artifacts/rosters-*.md.
        Then the console over a city: 2 000 sites, 50 000 terminals, 10 000 000 records on SQLite and on PostgreSQL, first views, clicks, a hundred open consoles, all records
        exported; and all of its pages in all their states against axe and at 390 px. `prove console` does only that, `prove console 0.1` with a tenth of the data; the
        figures are in artifacts/console-*.md.
        Then FieldClientTests: random days of the field's clients, with losses, restarts and moves, and every outcome held against what they truly did. Further
        arguments go to `dotnet test`.
        """;

    private const string PublishDetails =
        """
        Compiled for machines of this kind, so that the start does not have to. For others `-p:For=linux-x64`, `linux-arm64` or `win-x64`; `-p:For=` makes a folder that runs
        anywhere and starts slower. Further arguments go to `dotnet publish`.
        """;

    /// <summary>What Gateway.Host can be compiled for: <c>RuntimeIdentifiers</c> in its project, and in its lock file.</summary>
    private static readonly string[] Machines = ["linux-x64", "linux-arm64", "win-x64"];

    private static readonly Target[] All =
    [
        new("build", "builds everything; a warning is an error", "Further arguments go to `dotnet build`.", BuildAsync),
        new("test", "runs all tests, with a Redis and a PostgreSQL server of their own", TestTarget.Details, TestTarget.RunAsync),
        new("format", "checks the formatting; changes nothing", "`format --fix` formats instead of checking.", FormatAsync),
        new("openapi", "writes docs/openapi.json as the gateway serves it, and lints it", OpenApiTarget.Details, OpenApiTarget.RunAsync),
        new("bench", "runs the benchmarks with their baselines", BenchDetails, BenchAsync),
        new("soak", "loads a gateway of its own, kills it again and again, and judges", "Further arguments go to `Gateway.Simulator soak`; `-- --help` lists them.", SoakAsync),
        new("prove", "fails the power 200 times on each database; a million of a device's states; random days of the field's clients", ProveDetails, ProveAsync),
        new("fuzz", "hostile bytes for everything that reads bytes from outside", "Further arguments go to Gateway.Fuzz; `-- --help` lists them.", FuzzAsync),
        new("mutate", "tells which changes of the codec and the domain no test notices", MutateTarget.Details, MutateTarget.RunAsync),
        new("pictures", "makes the pictures of the console's pages anew: docs/console", PicturesTarget.Details, PicturesTarget.RunAsync),
        new("audit", "tells which packages are vulnerable, deprecated or outdated", AuditTarget.Details, AuditTarget.RunAsync),
        new("publish", "makes a folder to be copied to machines: artifacts/publish", PublishDetails, PublishAsync),
    ];

    /// <summary>Runs the target that <paramref name="arguments"/> name.</summary>
    /// <exception cref="BuildFailedException">It cannot go on.</exception>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var asksHelp = arguments.Length == 0 || arguments.TakeWhile(argument => argument != "--").Any(argument => argument is "--help" or "-h" or "-?");
        var name = arguments.FirstOrDefault(argument => !argument.StartsWith('-'));
        if (name is null or "help")
        {
            PrintHelp(Console.Out);
            return 0;
        }

        var target = Array.Find(All, candidate => candidate.Name == name);
        if (target is null)
        {
            await Console.Error.WriteLineAsync($"build: there is no target '{name}'");
            PrintHelp(Console.Error);
            return 2;
        }

        if (asksHelp)
        {
            Console.WriteLine($"{target.Name}: {target.Summary}\n{target.Details}");
            return 0;
        }

        var rest = arguments.ToList();
        rest.Remove(name);
        return await target.RunAsync(rest, cancellation);
    }

    /// <summary>Release, unless the person asks for another configuration.</summary>
    public static IEnumerable<string> Configuration(IReadOnlyList<string> given) =>
        given.Any(argument => argument is "-c" or "--configuration") ? [] : ["--configuration", "Release"];

    private static void PrintHelp(TextWriter output)
    {
        output.WriteLine("usage: ./build.sh <target> [arguments]     (PowerShell 7: ./build.ps1 <target> [arguments])");
        output.WriteLine();
        foreach (var target in All) output.WriteLine($"  {target.Name,-8} {target.Summary}");
        output.WriteLine($"  {"help",-8} this list; `<target> --help` says more about one");
    }

    private static Task<int> BuildAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Command.RunAsync("dotnet", ["build", Solution, .. Configuration(arguments), .. arguments], cancellation);

    private static Task<int> ProveAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        Environment.SetEnvironmentVariable("GATEWAY_PROVE", "1");
        Environment.SetEnvironmentVariable("GATEWAY_PROVE_REPORTS", Directory.CreateDirectory(Repository.Artifacts).FullName);
        string[] words = [.. arguments];
        if (words is [("rosters" or "console") and var only, .. var rest])
        {
            if (rest is [var share, ..] && !share.StartsWith('-')) Environment.SetEnvironmentVariable("GATEWAY_PROVE_SCALE", share);
            var filter = only == "rosters" ? "FullyQualifiedName~RosterLoadTests" : "FullyQualifiedName~WebConsole.Browser";
            return TestTarget.RunAsync(["--filter", filter, .. rest.SkipWhile(static word => !word.StartsWith('-'))], cancellation);
        }

        return TestTarget.RunAsync(
            [
                "--filter",
                "FullyQualifiedName~PowerFailureTests|FullyQualifiedName~StateSpaceTests|FullyQualifiedName~FieldClientTests|FullyQualifiedName~SabotageTests"
                + "|FullyQualifiedName~ProofRotationTests|FullyQualifiedName~RosterLoadTests|FullyQualifiedName~CommandCrashTests|FullyQualifiedName~WebConsole.Browser",
                .. arguments,
            ],
            cancellation);
    }

    private static async Task<int> BenchAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        string[] rest = [.. arguments.Where(static argument => argument != "--")];
        var verb = rest.FirstOrDefault(static argument => !argument.StartsWith('-'));
        var asksHelp = rest.Any(static argument => argument is "--help" or "-h" or "-?");
        var needsServers = !asksHelp && (rest.Length == 0 || rest[0] != verb || verb is "postgres" or "feed" or "commands" or "hops");
        await using var servers = needsServers ? await TestServers.StartAsync(cancellation, isDurable: true) : null;
        return await Command.RunAsync(
            "dotnet", ["run", "--configuration", "Release", "--project", "Gateway.Benchmarks", "--", .. rest], cancellation, servers?.Environment);
    }

    private static Task<int> FuzzAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) => Command.RunAsync(
        "dotnet",
        ["run", "--configuration", "Release", "--project", "Gateway.Fuzz", "--", .. arguments.Where(static argument => argument != "--")],
        cancellation);

    /// <summary>The gateway first, in the same configuration: the simulator starts it, and has no reference to it.</summary>
    private static async Task<int> SoakAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        string[] release = ["--configuration", "Release"];
        var built = await Command.RunAsync("dotnet", ["build", "Gateway.Host", .. release, "--verbosity", "quiet"], cancellation);
        string[] soak = ["run", .. release, "--project", "Gateway.Simulator", "--", "soak", .. arguments.Where(static argument => argument != "--")];
        return built != 0 ? built : await Command.RunAsync("dotnet", soak, cancellation);
    }

    private static Task<int> PublishAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var own = Machines.Where(static machine => machine == RuntimeInformation.RuntimeIdentifier).Select(static machine => "-p:For=" + machine);
        var machine = arguments.Any(static argument => argument.StartsWith("-p:For=", StringComparison.Ordinal)) ? [] : own;
        return Command.RunAsync(
            "dotnet",
            ["publish", "Gateway.Host", .. Configuration(arguments), "--output", Path.Combine(Repository.Artifacts, "publish"), .. machine, .. arguments],
            cancellation);
    }

    /// <summary>White space. Code style is checked by the compiler, for which it is an error, and by CodeRuleTests; here, where that takes a minute, it is only mended.</summary>
    private static async Task<int> FormatAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var fixes = arguments.Contains("--fix");
        string[] check = fixes ? [] : ["--verify-no-changes"];
        var worst = await Command.RunAsync("dotnet", ["format", "whitespace", ".", "--folder", .. check, "--exclude", "**/bin/", "**/obj/", "artifacts/"], cancellation);
        if (fixes) worst = Math.Max(worst, await Command.RunAsync("dotnet", ["format", "style", Solution, "--severity", "warn"], cancellation));
        Command.Progress(worst == 0 ? "formatting is right" : "formatting is not right: `./build.sh format --fix` repairs most of it");
        return worst == 0 ? 0 : 1;
    }
}
