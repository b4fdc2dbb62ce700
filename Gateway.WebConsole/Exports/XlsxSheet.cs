using Gateway.Platform.Sheets;

namespace Gateway.WebConsole.Exports;

/// <summary>A workbook of texts: nothing is a formula, and zeros in front stay.</summary>
/// <param name="body">Written to without blocking; it waits for its reader.</param>
/// <param name="name">Of the sheet.</param>
/// <param name="columns">How many.</param>
internal sealed class XlsxSheet(Stream body, string name, int columns) : ISheet
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Characters: a time fits.</summary>
    private const int Width = 20;

    private XlsxWriter? _writer;

    public async ValueTask RowAsync(IReadOnlyList<string?> cells, CancellationToken cancellation)
    {
        _writer ??= await XlsxWriter.CreateAsync(body, name, [.. Enumerable.Repeat(Width, columns)], cancellation);
        await _writer.RowAsync(cells, cancellation);
    }

    public ValueTask FlushAsync(CancellationToken cancellation) => ValueTask.CompletedTask; // Each buffer goes out as it is full.

    public async ValueTask EndAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        await body.FlushAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not { } writer) return;
        _writer = null;
        await writer.DisposeAsync();
    }
}
