using System.IO.Compression;
using System.Security;

namespace Gateway.Tests.WebConsole.Browser.Tasks;

/// <summary>Files as Excel in Chinese Windows saves them, by hand from ECMA-376 and not by what the gateway writes with.</summary>
internal static class ExcelFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>"CSV (comma delimited)": the code page of the machine, CR LF.</summary>
    public static byte[] Gbk(IEnumerable<IReadOnlyList<string>> rows)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GBK").GetBytes(string.Concat(rows.Select(static row => string.Join(',', row) + "\r\n")));
    }

    /// <summary>A workbook of one sheet; texts are shared, numbers are numbers, as Excel does it when somebody types them.</summary>
    public static byte[] Workbook(IEnumerable<IReadOnlyList<string>> rows)
    {
        var shared = new List<string>();
        var places = new Dictionary<string, int>();
        var sheet = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        var number = 0;
        foreach (var row in rows)
        {
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{++number}\">");
            for (var column = 0; column < row.Count; column++)
            {
                var place = $"{(char)('A' + column)}{number}";
                var text = row[column];
                if (text.Length == 0) continue;
                if (text.All(char.IsAsciiDigit) && text[0] != '0' && text.Length < 12)
                {
                    sheet.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{text}</v></c>");
                    continue;
                }

                if (places.TryAdd(text, shared.Count)) shared.Add(text);
                sheet.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" t=\"s\"><v>{places[text]}</v></c>");
            }

            sheet.Append("</row>");
        }

        sheet.Append("</sheetData></worksheet>");
        var strings = string.Concat(shared.Select(static text => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></si>"));
        return Zip(
            ("[Content_Types].xml",
                $"<Types xmlns=\"{Packages}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Kind}.sheet.main+xml\"/>"
                + $"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{Kind}.worksheet+xml\"/>"
                + $"<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{Kind}.sharedStrings+xml\"/></Types>"),
            ("_rels/.rels", Relations(("officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Documents}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", Relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))),
            ("xl/worksheets/sheet1.xml", sheet.ToString()),
            ("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{strings}</sst>"));
    }

    private static string Relations(params (string Type, string Target)[] to) =>
        $"<Relationships xmlns=\"{Packages}/relationships\">"
        + string.Concat(to.Select(static (one, index) => $"<Relationship Id=\"rId{index + 1}\" Type=\"{Documents}/{one.Type}\" Target=\"{one.Target}\"/>")) + "</Relationships>";

    private static byte[] Zip(params (string Name, string Xml)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, xml) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml));
            }
        }

        return bytes.ToArray();
    }
}
