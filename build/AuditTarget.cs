using System.Text.Json.Nodes;
using Gateway.Servers;

namespace Gateway.Build;

/// <summary>The target <c>audit</c>.</summary>
internal static class AuditTarget
{
    public const string Details =
        """
        Asks the registry about every package, the indirect ones too. Exit code 1 when one is vulnerable or deprecated; what is only outdated is listed.
        It knows what the registry knows: a mirror without advisories answers "none". Not part of the gate: the answer changes without a commit.
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        // The lists are made from what was restored.
        if (await Command.RunAsync("dotnet", ["restore", Targets.Solution, "--verbosity", "quiet"], cancellation) != 0) return 1;
        var bad = await ListAsync("vulnerable", cancellation, "--include-transitive") + await ListAsync("deprecated", cancellation, "--include-transitive");
        await ListAsync("outdated", cancellation);
        return bad == 0 ? 0 : throw new BuildFailedException("packages are vulnerable or deprecated; the lists stand above");
    }

    /// <summary>A line for each package that a list of <c>dotnet list package --format json</c> names, and for each problem that it had.</summary>
    public static IReadOnlyList<string> Read(string json)
    {
        var answer = JsonNode.Parse(json)!;
        var packages =
            from project in Items(answer["projects"])
            from framework in Items(project["frameworks"])
            from package in Items(framework["topLevelPackages"]).Concat(Items(framework["transitivePackages"]))
            select $"{package["id"]} {package["resolvedVersion"]}{What(package)}";
        return [.. packages.Concat(Items(answer["problems"]).Select(static problem => $"{problem["text"]}")).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static async Task<int> ListAsync(string kind, CancellationToken cancellation, params string[] more)
    {
        string[] words = ["dotnet", "list", Path.Combine(Repository.Root, Targets.Solution), "package", "--" + kind, "--format", "json", .. more];
        var (exitCode, output, error) = await Programs.RunAsync(words, cancellation);
        if (exitCode != 0) throw new BuildFailedException($"the {kind} packages cannot be listed:\n{output}{error}");
        var lines = Read(output);
        Command.Progress($"{kind}: {(lines.Count == 0 ? "none" : lines.Count)}");
        foreach (var line in lines) Console.WriteLine($"  {line}");
        return lines.Count;
    }

    private static string What(JsonNode package) => string.Concat(
        [
            .. Items(package["vulnerabilities"]).Select(static hole => $", {hole["severity"]}: {hole["advisoryurl"]}"),
            .. Items(package["deprecationReasons"]).Select(static reason => $", {reason}"),
            package["alternativePackage"] is { } other ? $", use {other["id"]}" : "",
            package["latestVersion"] is { } latest ? $", there is {latest}" : "",
        ]);

    private static IEnumerable<JsonNode> Items(JsonNode? array) => array?.AsArray().Select(static item => item!) ?? [];
}
