using System.Diagnostics;

namespace Gateway.Tests.Whole.Rosters;

/// <summary>What a load measured, for docs/benchmarks.md; in a file, since nobody reads a test's output.</summary>
/// <param name="name">Of the file, without its ending.</param>
internal sealed class RosterFigures(string name, string title)
{
    private readonly List<string> _lines = [$"## {title}", "", "| | |", "|---|---|"];

    public void Add(string what, string figure)
    {
        _lines.Add($"| {what} | {figure} |");
        Save(); // what was measured stays, whatever breaks later
    }

    /// <summary>Waits while something grows less, however long: only what stands still has failed. Counting takes a tenth of the time: it is no load to be measured.</summary>
    public static async Task UntilNoneAsync(Func<Task<long>> count, string what)
    {
        var left = long.MaxValue;
        async Task<bool> IsLessAsync(long than)
        {
            var took = await TimeAsync(async () => left = await count());
            if (left > 0) await Task.Delay(took * 9);
            return left < than;
        }

        await IsLessAsync(left);
        while (left > 0)
        {
            var before = left;
            await Patience.UntilAsync(() => IsLessAsync(before), $"{what}: {before} are left");
        }
    }

    /// <summary>Measures how long something takes.</summary>
    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The value below which so large a share lies; 0 of none.</summary>
    public static double Share(IEnumerable<TimeSpan> times, double share)
    {
        var sorted = times.Select(static time => time.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(sorted.Length * share) - 1];
    }

    private void Save()
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_PROVE_REPORTS") is { Length: > 0 } directory) File.WriteAllLines(Path.Combine(directory, $"rosters-{name}.md"), _lines);
    }
}
