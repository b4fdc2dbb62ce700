using System.Runtime.InteropServices;

namespace Gateway.Benchmarks.Measuring;

/// <summary>Prints findings as a table that is Markdown as well.</summary>
internal static class FindingTable
{
    public static void Print(IReadOnlyList<Finding> findings)
    {
        string[][] rows =
        [
            ["what", "measured", "baseline", "figure", "goal", "met"],
            .. findings.Select(f => new[] { f.What, f.Measured, f.Baseline, f.Figure, f.Goal, f.IsMet switch { true => "yes", false => "NO", null => "" } }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        Console.WriteLine();
        var now = DateTimeOffset.UtcNow.ToString("u", CultureInfo.InvariantCulture);
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {now}");
        Line(rows[0], widths, ' ');
        Line([.. widths.Select(width => new string('-', width))], widths, '-');
        foreach (var row in rows.Skip(1)) Line(row, widths, ' ');
    }

    private static void Line(string[] cells, int[] widths, char fill) =>
        Console.WriteLine("|" + string.Join('|', cells.Select((cell, i) => $"{fill}{cell.PadRight(widths[i], fill)}{fill}")) + "|");
}
