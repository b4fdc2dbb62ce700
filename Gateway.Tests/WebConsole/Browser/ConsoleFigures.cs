namespace Gateway.Tests.WebConsole.Browser;

/// <summary>What a measurement of the console found, for docs/console.md: in a file, since nobody reads a test's output.</summary>
/// <param name="name">Of the file, without its ending.</param>
internal sealed class ConsoleFigures(string name, string title, params string[] head)
{
    private readonly List<string> _lines = head.Length == 0
        ? [$"## {title}", "", "| | |", "|---|---|"]
        : [$"## {title}", "", $"| {string.Join(" | ", head)} |", string.Concat(Enumerable.Repeat("|---", head.Length)) + "|"];

    /// <summary>One row.</summary>
    public void Add(params string[] cells)
    {
        _lines.Add($"| {string.Join(" | ", cells)} |");
        if (Environment.GetEnvironmentVariable("GATEWAY_PROVE_REPORTS") is { Length: > 0 } directory) File.WriteAllLines(Path.Combine(directory, $"console-{name}.md"), _lines);
    }
}
