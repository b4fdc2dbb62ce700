using System.IO.Pipelines;

namespace Gateway.WebConsole.Exports;

/// <summary>CSV for spreadsheets: UTF-8 with its mark, without which Excel reads Chinese as something else; no cell is a formula.</summary>
internal sealed class CsvSheet(PipeWriter body) : ISheet
{
    public const string MediaType = "text/csv; charset=utf-8; header=present";

    private static readonly SearchValues<char> Special = SearchValues.Create(",;\"\r\n\t");

    private bool _isBegun;

    public ValueTask RowAsync(IReadOnlyList<string?> cells, CancellationToken cancellation)
    {
        if (!_isBegun) body.Write("\uFEFF"u8);
        _isBegun = true;
        for (var c = 0; c < cells.Count; c++)
        {
            if (c > 0) body.Write(","u8);
            Write(SheetText.Harmless(cells[c] ?? ""));
        }

        body.Write("\r\n"u8);
        return ValueTask.CompletedTask;
    }

    public async ValueTask FlushAsync(CancellationToken cancellation) => await body.FlushAsync(cancellation);

    public ValueTask EndAsync(CancellationToken cancellation) => FlushAsync(cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(string text)
    {
        var isQuoted = text.AsSpan().ContainsAny(Special);
        Encoding.UTF8.GetBytes(isQuoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text, body);
    }
}
