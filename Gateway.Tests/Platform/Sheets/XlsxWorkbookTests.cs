using Gateway.Platform.Sheets;
using Xunit;

namespace Gateway.Tests.Platform.Sheets;

public class XlsxWorkbookTests
{
    /// <summary>Formats by their place: none, text, 14, 31 (a Chinese date), 22, 00000, a date of its own, red numbers, a duration.</summary>
    private const string Styles =
        """
        <numFmts count="4"><numFmt numFmtId="176" formatCode="00000"/>
        <numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
        <numFmt numFmtId="178" formatCode="[Red]0.00_);&quot;day&quot;\d"/><numFmt numFmtId="179" formatCode="[h]:mm:ss"/></numFmts>
        <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs count="9"><xf numFmtId="0"/><xf numFmtId="49"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="22"/><xf numFmtId="176"/><xf numFmtId="177"/>
        <xf numFmtId="178"/><xf numFmtId="179"/></cellXfs>
        """;

    [Theory]
    [InlineData("""<c r="A1" t="s"><v>0</v></c>""", "刘强")]
    [InlineData("""<c r="A1" t="s"><v>1</v></c>""", "张三丰")]
    [InlineData("""<c r="A1" t="s"><v>7</v></c>""", "")]
    [InlineData("""<c r="A1" t="inlineStr"><is><r><t>北</t></r><r><t xml:space="preserve">门 </t></r></is></c>""", "北门")]
    [InlineData("""<c r="A1" t="str"><f>A2&amp;A3</f><v>10240</v></c>""", "10240")]
    [InlineData("""<c r="A1" t="b"><v>1</v></c>""", "TRUE")]
    [InlineData("""<c r="A1" t="e"><v>#N/A</v></c>""", "#N/A")]
    [InlineData("""<c r="A1" t="d"><v>2026-03-01T00:00:00</v></c>""", "2026-03-01")]
    [InlineData("""<c r="A1"><v>10240</v></c>""", "10240")]
    [InlineData("""<c r="A1"><v>0.5</v></c>""", "0.5")]
    [InlineData("""<c r="A1"><v>1.024E4</v></c>""", "10240")]
    [InlineData("""<c r="A1" s="1"><v>10240</v></c>""", "10240")]
    [InlineData("""<c r="A1" s="5"><v>38</v></c>""", "00038")]
    [InlineData("""<c r="A1"><v>510104197001011</v></c>""", "510104197001011")]
    [InlineData("""<c r="A1"><v>5.10104197001011E+17</v></c>""", "5.10104197001011E+17")]
    [InlineData("""<c r="A1"><v>510104197001011230</v></c>""", "5.10104197001011E+17")]
    [InlineData("""<c r="A1" s="2"><v>46082</v></c>""", "2026-03-01")]
    [InlineData("""<c r="A1" s="3"><v>46082</v></c>""", "2026-03-01")]
    [InlineData("""<c r="A1" s="6"><v>46082</v></c>""", "2026-03-01")]
    [InlineData("""<c r="A1" s="4"><v>46082.25</v></c>""", "2026-03-01 06:00:00")]
    [InlineData("""<c r="A1" s="7"><v>46082</v></c>""", "46082")]
    [InlineData("""<c r="A1" s="8"><v>1.5</v></c>""", "1.5")]
    [InlineData("""<c r="A1" s="999"><v>7</v></c>""", "7")]
    [InlineData("""<c r="A1" t="s"><v>2</v></c>""", "a\rb_x")]
    public void Cell_OfEachForm_IsWhatItsReaderSees(string cell, string text)
    {
        // 2026-03-01 is day 46082 of Excel's calendar: 126 years of 365 days, 32 leap days with the one of 1900 that never was, 31 + 28 days, and the first of March.
        const string Texts =
            "<si><t>刘强</t></si><si><r><t>张</t></r><rPh sb=\"0\" eb=\"1\"><t>ZHANG</t></rPh><r><t>三丰</t></r><phoneticPr fontId=\"1\"/></si><si><t>a_x000D_b_x005F_x</t></si>";

        var rows = Rows(XlsxParts.Workbook($"<row r=\"1\">{cell}<c r=\"B1\"><v>1</v></c></row>", Texts, Styles));

        Assert.Equal(text, rows[0][0]);
    }

    [Fact]
    public void Rows_WithGapsAndWithoutReferences_HaveTheNumbersOfTheSheet()
    {
        const string Cells =
            """
            <row r="2"><c r="C2"><v>3</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row><row r="7" ht="15"/><row r="9"><c r="A9" s="1"/></row>
            <row r="1048576"><c r="XFD1048576" s="1"/><c r="A1048576"><v>9</v></c></row>
            """;

        var rows = Rows(XlsxParts.Workbook(Cells, before: "<dimension ref=\"A1:XFD1048576\"/>"));

        Assert.Equal([(2, ",,3"), (3, "1,2"), (1_048_576, "9")], rows.Select(static row => (row.Number, string.Join(',', row.Cells))));
    }

    [Fact]
    public void Dates_OfTheEpochOfOldMacs_AreTheSameDays() =>
        Assert.Equal("2026-03-01", Rows(XlsxParts.Workbook("<row><c s=\"2\"><v>44620</v></c></row>", styles: Styles, workbook: "<workbookPr date1904=\"1\"/>"))[0][0]);

    [Fact]
    public void Sheets_ThatAreHiddenOrEmpty_AreLeftOut()
    {
        const string Main = "xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"";
        static string Sheet(string value) => $"<worksheet {Main}><sheetData><row><c><v>{value}</v></c></row></sheetData></worksheet>";
        var file = XlsxParts.File(
            ("_rels/.rels", XlsxParts.Rels(("r", "officeDocument", "book/b.xml"))),
            ("book/b.xml", $"""
                <workbook {Main} xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships"><sheets>
                <sheet name="hidden" state="hidden" q:id="a"/><sheet name="empty" q:id="b"/>
                <sheet name="two" q:id="c"/><sheet name="gone" q:id="d"/></sheets></workbook>
                """),
            ("book/_rels/b.xml.rels", XlsxParts.Rels(("a", "worksheet", "1.xml"), ("b", "worksheet", "2.xml"), ("c", "worksheet", "3.xml"))),
            ("book/1.xml", Sheet("1")),
            ("book/2.xml", $"<worksheet {Main}><sheetData/></worksheet>"),
            ("book/3.xml", Sheet("3")));

        var sheets = SheetFile.Read(file, default);

        Assert.Equal([("two", "3")], sheets.Select(static sheet => (sheet.Name, sheet.Rows[0][0])));
    }

    [Fact]
    public void Files_ThatAreNone_AreRefused()
    {
        Assert.Equal(SheetFault.Broken, Fault("PK\u0003\u0004 and nothing else"u8.ToArray()));
        Assert.Equal(SheetFault.NotASheet, Fault(XlsxParts.File(("word/document.xml", "<document/>"))));
        Assert.Equal(SheetFault.OldFormat, Fault([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));
        Assert.Equal(SheetFault.Empty, Fault([]));
        Assert.Equal(SheetFault.Empty, Fault(XlsxParts.Workbook("")));
        Assert.Equal(SheetFault.Broken, Fault(XlsxParts.Workbook("<row><c><v>1</v></c>", before: "<open>")));
        Assert.Equal(SheetFault.Broken, Fault(XlsxParts.File(("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><workbook>&b;</workbook>"))));
        Assert.Equal(SheetFault.TooLarge, Fault(new byte[SheetLimits.BytesMax + 1]));
    }

    [Fact]
    public void Bombs_OfEveryKind_AreRefused()
    {
        var zeros = new string(' ', (int)SheetLimits.UnpackedMax);
        Assert.Equal(SheetFault.TooLarge, Fault(XlsxParts.Workbook("<row><c><v>1</v></c></row>" + zeros)));
        Assert.Equal(SheetFault.TooLarge, Fault(XlsxParts.Workbook("", texts: string.Concat(Enumerable.Repeat($"<si><t>{new string('x', 32_000)}</t></si>", 600)))));
        Assert.Equal(SheetFault.TooManyRows, Fault(XlsxParts.Workbook(string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", SheetLimits.RowsMax + 1)))));
        Assert.Equal(SheetFault.TooManyColumns, Fault(XlsxParts.Workbook("<row><c r=\"CW1\"><v>1</v></c></row>")));
    }

    [Fact]
    public async Task Writer_WhateverTheTexts_IsReadTheSame()
    {
        string[][] cells =
        [
            ["序列号", "名称", "空"], ["007", "=cmd|' /C calc'!A0", ""], ["510104197001011234", "<script>&\"'", "x"],
            ["😀\u202Eabc", "a\rb\nc\u0001", "_x0041_"], ["\uD800", "\uFFFF", "y"],
        ];
        using var file = new MemoryStream();
        await using (var writer = await XlsxWriter.CreateAsync(file, "a<b>&", [10, 20, 30], default)) foreach (var row in cells) await writer.RowAsync(row, default);

        var sheet = SheetFile.Read(file.ToArray(), default)[0];

        Assert.Equal("a<b>&", sheet.Name);
        for (var row = 0; row < cells.Length; row++) for (var column = 0; column < 3; column++) Assert.Equal(cells[row][column], sheet.Rows[row][column]);
    }

    [Fact]
    public async Task Writer_OfManyRows_WritesAsItGoesAndHoldsNothing()
    {
        await using var output = new ForwardStream();
        await using (var writer = await XlsxWriter.CreateAsync(output, "s", [], default))
        {
            for (var i = 0; i < 50_000; i++) await writer.RowAsync([$"row {i}", Guid.NewGuid().ToString()], default);
            Assert.True(output.Written > 500_000);
        }

        Assert.InRange(output.WrittenAtOnce, 0, 4096); // The ends of six entries, however long they are.
    }

    private static IReadOnlyList<SheetRow> Rows(byte[] file) => SheetFile.Read(file, default)[0].Rows;

    private static SheetFault Fault(byte[] file) => Assert.Throws<SheetException>(() => SheetFile.Read(file, default)).Fault;

    /// <summary>A response: not sought in, and written to while the caller's thread waits by few bytes only.</summary>
    private sealed class ForwardStream : Stream
    {
        public long Written { get; private set; }

        public long WrittenAtOnce { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
            // There is nothing to write out.
        }

        public override void Write(byte[] buffer, int offset, int count) => WrittenAtOnce += count;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
