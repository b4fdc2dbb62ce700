using Gateway.Platform.Import;
using Gateway.Platform.Sheets;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Import;

/// <summary>The rows that were not taken as a workbook of their own, each as it came and with what is wrong with it: to be corrected and imported again.</summary>
internal static class RejectedFile
{
    private const int Width = 18;
    private const int WideWidth = 60;

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(Stream output, SheetTable table, IReadOnlyList<RejectedLine> rejected, ConsoleText text, CancellationToken cancellation)
    {
        var rows = table.Rows.ToDictionary(static row => (long)row.Number);
        var columns = Math.Max(table.Header.Cells.Length, rejected.Max(line => rows.TryGetValue(line.Line, out var row) ? row.Cells.Length : 0));
        int[] widths = [.. Enumerable.Repeat(Width, columns), WideWidth];
        await using var writer = await XlsxWriter.CreateAsync(output, text.T("to correct", "待更正"), widths, cancellation);
        await writer.RowAsync([.. Cells(table.Header, columns), text.T("what is wrong", "错误原因")], cancellation);
        foreach (var line in rejected)
        {
            if (rows.TryGetValue(line.Line, out var row))
                await writer.RowAsync([.. Cells(row, columns), string.Join(text.T("; ", "；"), line.Errors.Select(text.Fault))], cancellation);
        }
    }

    private static IEnumerable<string> Cells(SheetRow row, int columns) => Enumerable.Range(0, columns).Select(column => row[column]);
}
