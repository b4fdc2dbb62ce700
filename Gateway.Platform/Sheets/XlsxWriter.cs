using System.IO.Compression;

namespace Gateway.Platform.Sheets;

/// <summary>
/// Writes a workbook of one sheet, streamed: what is in memory is a buffer. Every cell is a text, and so is whatever is typed into its columns later: zeros in front and the 18
/// digits of an ID number stay as they are, and nothing is taken for a formula. The archive ends its entries by a few bytes that it writes without waiting, which a response
/// refuses.
/// </summary>
internal sealed class XlsxWriter : IAsyncDisposable
{
    /// <summary>Rows of a sheet: Excel's own limit.</summary>
    public const int RowsMax = 1_048_576;

    private const int BufferLength = 16 * 1024;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";

    private const string Types =
        Declaration + """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"""
        + """<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"""
        + """<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"""
        + """<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"""
        + """<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""";

    /// <summary>Format 49 is text. The first is an ordinary cell, the second that of a row, the third a bold one for titles.</summary>
    private const string Styles =
        Declaration + $"""<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>"""
        + """<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>"""
        + """<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>"""
        + """<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"""
        + """<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"""
        + """<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"""
        + """<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"""
        + """<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>""";

    private readonly ZipArchive _archive;
    private readonly StreamWriter _rows;
    private int _count;

    private XlsxWriter(ZipArchive archive, Stream rows)
    {
        _archive = archive;
        _rows = new StreamWriter(rows, new UTF8Encoding(false), BufferLength);
    }

    /// <summary>Begins a workbook. <paramref name="output"/> stays open; what is written to it is complete once the writer is disposed of.</summary>
    /// <param name="sheet">Name of the sheet.</param>
    /// <param name="widths">Of the columns, in characters.</param>
    public static async Task<XlsxWriter> CreateAsync(Stream output, string sheet, IReadOnlyList<int> widths, CancellationToken cancellation)
    {
        var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        async Task AddAsync(string name, string content)
        {
            await using var part = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
            await part.WriteAsync(Encoding.UTF8.GetBytes(content), cancellation);
        }

        static string Relation(string id, string type, string target) => $"""<Relationship Id="{id}" Type="{Relations}/{type}" Target="{target}"/>""";
        await AddAsync("[Content_Types].xml", Types);
        await AddAsync("_rels/.rels", $"""{Declaration}<Relationships xmlns="{PackageRelations}">{Relation("r1", "officeDocument", "xl/workbook.xml")}</Relationships>""");
        await AddAsync(
            "xl/workbook.xml",
            $"""{Declaration}<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{Escape(sheet)}" sheetId="1" r:id="r1"/></sheets></workbook>""");
        await AddAsync(
            "xl/_rels/workbook.xml.rels",
            $"""{Declaration}<Relationships xmlns="{PackageRelations}">{Relation("r1", "worksheet", "worksheets/sheet1.xml")}"""
            + Relation("r2", "styles", "styles.xml") + "</Relationships>");
        await AddAsync("xl/styles.xml", Styles);

        var writer = new XlsxWriter(archive, await archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).OpenAsync(cancellation));
        await writer.BeginAsync(widths);
        return writer;
    }

    /// <summary>Adds a row; the first one is the titles.</summary>
    /// <exception cref="InvalidOperationException">A sheet has no more rows than <see cref="RowsMax"/>.</exception>
    public async Task RowAsync(IReadOnlyList<string?> cells, CancellationToken cancellation)
    {
        if (++_count > RowsMax) throw new InvalidOperationException("The sheet is full.");
        await _rows.WriteAsync("<row>");
        foreach (var cell in cells)
        {
            if (string.IsNullOrEmpty(cell)) await _rows.WriteAsync("""<c s="1"/>""");
            else await _rows.WriteAsync($"""<c s="{(_count == 1 ? 2 : 1)}" t="inlineStr"><is><t xml:space="preserve">{Escape(cell)}</t></is></c>""");
        }

        await _rows.WriteAsync("</row>".AsMemory(), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _rows.WriteAsync("</sheetData></worksheet>");
        await _rows.DisposeAsync();
        await _archive.DisposeAsync();
    }

    private async Task BeginAsync(IReadOnlyList<int> widths)
    {
        var columns = string.Concat(widths.Select(static (width, at) => $"""<col min="{at + 1}" max="{at + 1}" width="{width}" style="1" customWidth="1"/>"""));
        await _rows.WriteAsync($"""{Declaration}<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0">""");
        await _rows.WriteAsync("""<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>""");
        await _rows.WriteAsync($"</sheetView></sheetViews>{(columns.Length > 0 ? $"<cols>{columns}</cols>" : "")}<sheetData>");
    }

    private static string Escape(string text) => XlsxText.Encode(text.Length > SheetLimits.CellLengthMax ? text[..SheetLimits.CellLengthMax] : text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
