namespace Gateway.Edge.Budgets;

/// <summary>How many file descriptors this process may have.</summary>
internal static class DescriptorLimit
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>The soft limit, which the runtime has raised to the hard one by now; null where it is not told, or there is none.</summary>
    public static int? Read() => File.Exists(Limits) ? Parse(File.ReadLines(Limits)) : null;

    /// <param name="lines">As proc(5) has them: name, soft limit, hard limit, unit.</param>
    public static int? Parse(IEnumerable<string> lines)
    {
        var line = lines.FirstOrDefault(static line => line.StartsWith(Line, StringComparison.Ordinal));
        return int.TryParse(line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
