using System.Text.Json.Nodes;
using Gateway.Servers;

namespace Gateway.Build;

/// <summary>The target <c>openapi</c>.</summary>
internal static class OpenApiTarget
{
    public const string Details =
        """
        Writes docs/openapi.json as the gateway serves it now, and holds it against Redocly's rule set `recommended`: no error, no warning.

          --lint      only the rules; needs no build
          --release   also writes docs/api-surface.txt, what clients of this release hold on to: what is taken away from it later must stand in CHANGELOG.md

        The linter comes from the npm registry, or npm's cache; npm is installed by apt-get where it is missing, a newer Node.js comes from npm where this machine's is too old.
        """;

    private const string Document = "docs/openapi.json";
    private const string Linter = "@redocly/cli@2.77.0";

    /// <summary>What the linter runs on, where the machine has an older one.</summary>
    private const string Node = "node@22.21.1";

    private static readonly Version NodeLeast = new(20, 19);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (arguments.FirstOrDefault(static argument => argument is not ("--lint" or "--release")) is { } unknown)
            throw new BuildFailedException($"openapi has no argument {unknown}");
        return arguments.Contains("--lint") || await WriteAsync(arguments.Contains("--release"), cancellation) == 0 ? await LintAsync(cancellation) : 1;
    }

    /// <summary>A line for each problem that the linter's JSON tells of.</summary>
    public static IReadOnlyList<string> Read(string json) =>
    [
        .. JsonNode.Parse(json[json.IndexOf('{', StringComparison.Ordinal)..])!["problems"]!.AsArray()
            .Select(static problem => $"{problem!["severity"]} {problem["ruleId"]}: {problem["message"]} ({problem["location"]?[0]?["pointer"]})"),
    ];

    private static Task<int> WriteAsync(bool isRelease, CancellationToken cancellation) => Command.RunAsync(
        "dotnet",
        ["test", "Gateway.Tests", .. Targets.Configuration([]), "-p:EveryTest=true", "--filter", "FullyQualifiedName~RunningApiTests.Document_OfTheGateway"],
        cancellation,
        new Dictionary<string, string> { ["GATEWAY_WRITE_OPENAPI"] = isRelease ? "release" : "write" });

    private static async Task<int> LintAsync(CancellationToken cancellation)
    {
        string[] npm = OperatingSystem.IsWindows() ? ["cmd", "/c", "npm"] : ["npm"];
        if (Programs.Find(npm[0]) is null) await AptPackages.InstallAsync(["nodejs", "npm"], cancellation);
        string[] packages = await IsNodeOldAsync(cancellation) ? ["--package=" + Node, "--package=" + Linter] : ["--package=" + Linter];
        Environment.SetEnvironmentVariable("REDOCLY_TELEMETRY", "off");
        Environment.SetEnvironmentVariable("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        string[] lint = ["redocly", "lint", "--extends=recommended", "--format=json", "--max-problems=1000", Path.Combine(Repository.Root, Document)];
        var (exitCode, output, error) = await Programs.RunAsync([.. npm, "exec", "--yes", "--prefer-offline", .. packages, "--", .. lint], cancellation);
        IReadOnlyList<string> problems;
        try
        {
            problems = Read(output);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentOutOfRangeException)
        {
            throw new BuildFailedException(
                $"{Document} was not looked at: {Linter} could not be fetched from the npm registry, or did not run (exit code {exitCode}):\n{output}{error}");
        }

        foreach (var problem in problems) Console.WriteLine(problem);
        Command.Progress($"{Document}: {problems.Count} errors and warnings");
        return problems.Count == 0 ? exitCode : 1;
    }

    private static async Task<bool> IsNodeOldAsync(CancellationToken cancellation)
    {
        if (Programs.Find("node") is null) return true;
        var (_, output, _) = await Programs.RunAsync(["node", "--version"], cancellation);
        return !Version.TryParse(output.Trim().TrimStart('v'), out var version) || version < NodeLeast;
    }
}
