using Gateway.Platform.Sheets;
using Xunit;

namespace Gateway.Tests.Platform.Sheets;

public class CsvSheetTests
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with a mark", "utf-16", "utf-16 be", "gbk", "gb18030"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_InEachEncoding_IsTheSame(string encoding)
    {
        const string Text = "序列号,名称\r\n007,\"北门 1，“进”\"\r\n";
        byte[] file = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Text),
            "utf-8 with a mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
            "utf-16 be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)],
            "gbk" => Gbk.GetBytes(Text),
            _ => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(Text),
        };

        var rows = CsvSheet.Read(file).Rows;

        Assert.Equal(["序列号", "名称"], rows[0].Cells);
        Assert.Equal(["007", "北门 1，“进”"], rows[1].Cells);
    }

    [Fact]
    public void GbkBytes_WorkedByHand_AreRead() =>
        Assert.Equal("工地", CsvSheet.Read([0xB9, 0xA4, 0xB5, 0xD8, (byte)',', (byte)'x']).Rows[0][0]); // 工 is B9A4, 地 is B5D8 in GB 2312-80.

    [Fact]
    public void Gb18030_OfFourBytes_IsRead() => Assert.Equal("㐀", CsvSheet.Read([0x81, 0x39, 0xEE, 0x39]).Rows[0][0]); // U+3400, GB 18030-2005 table.

    [Theory]
    [InlineData("a;b;c\n1;2,5;3", 3)]
    [InlineData("a\tb\n1\t2", 2)]
    [InlineData("title\na,b,c,d\n", 4)]
    public void Separator_OfTheFile_IsFound(string text, int columns) => Assert.Equal(columns, Read(text).Max(static row => row.Cells.Length));

    [Fact]
    public void Numbers_WithFieldsThatSpanLinesAndEmptyRows_AreThoseOfTheSheet()
    {
        var rows = Read("sn,name\r\n1,\"two\r\nlines\"\r\n\r\n,,\r\n2,plain\r\n");

        Assert.Equal([1, 2, 5], rows.Select(static row => row.Number));
        Assert.Equal("two\r\nlines", rows[1][1]);
    }

    [Fact]
    public void Quote_ThatIsNeverClosed_SpoilsItsOwnLineOnly()
    {
        var rows = Read("sn,name\n1,\"open\n2,b\n3,c\n");

        Assert.Equal(["\"open", "b", "c"], rows.Skip(1).Select(static row => row[1]));
    }

    [Theory]
    [InlineData("a,b,", new[] { "a", "b" })]
    [InlineData("a,\"\"\"\",c", new[] { "a", "\"", "c" })]
    [InlineData("a,say \"x\",c", new[] { "a", "say \"x\"", "c" })]
    [InlineData("\"\",,c", new[] { "", "", "c" })]
    [InlineData("\ra,b\r\rc", new[] { "a", "b" })]
    public void Fields_InOddForms_AreRead(string text, string[] cells) => Assert.Equal(cells, Read(text)[0].Cells);

    [Fact]
    public void Rows_CutAtEveryByte_AreReadOrRefused()
    {
        byte[] file = Gbk.GetBytes("序列号,\"名\"\"称\"\r\n1,\"工地\"\r\n");
        for (var length = 0; length <= file.Length; length++)
        {
            try
            {
                Assert.InRange(CsvSheet.Read(file.AsSpan(0, length)).Rows.Count, 0, 2);
            }
            catch (SheetException cut)
            {
                Assert.Equal(SheetFault.EncodingUnknown, cut.Fault); // In the middle of a character.
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x41, 0xFF, 0x42 }, (int)SheetFault.EncodingUnknown)]
    [InlineData(new byte[] { 0x41, 0x00, 0x42 }, (int)SheetFault.NotASheet)]
    public void Bytes_ThatAreNoText_AreRefused(byte[] file, int fault) => Assert.Equal((SheetFault)fault, Assert.Throws<SheetException>(() => CsvSheet.Read(file)).Fault);

    [Fact]
    public void Limits_OfRowsColumnsAndCells_AreKept()
    {
        Assert.Equal(SheetLimits.ColumnsMax, Read(new string(',', SheetLimits.ColumnsMax - 1) + "x")[0].Cells.Length);
        Assert.Equal(SheetFault.TooManyColumns, Fault(new string(',', SheetLimits.ColumnsMax) + "x"));
        Assert.Equal(SheetLimits.RowsMax, Read(string.Concat(Enumerable.Repeat("x\n", SheetLimits.RowsMax))).Count);
        Assert.Equal(SheetFault.TooManyRows, Fault(string.Concat(Enumerable.Repeat("x\n", SheetLimits.RowsMax + 1))));
        Assert.Equal(SheetFault.NotASheet, Fault(new string('x', SheetLimits.CellLengthMax + 1)));
    }

    private static IReadOnlyList<SheetRow> Read(string text) => CsvSheet.Read(Encoding.UTF8.GetBytes(text)).Rows;

    private static SheetFault Fault(string text) => Assert.Throws<SheetException>(() => Read(text)).Fault;
}
