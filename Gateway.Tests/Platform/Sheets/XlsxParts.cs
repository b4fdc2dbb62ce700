using System.IO.Compression;

namespace Gateway.Tests.Platform.Sheets;

/// <summary>XLSX files put together by hand, part by part, as ECMA-376 describes them.</summary>
internal static class XlsxParts
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A workbook of one sheet.</summary>
    /// <param name="rows">What stands in <c>sheetData</c>.</param>
    public static byte[] Workbook(string rows, string texts = "", string styles = "", string workbook = "", string before = "") => File(
        ("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Relations}\">{workbook}<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", Rels(("s1", "worksheet", "worksheets/sheet1.xml"), ("t", "sharedStrings", "/xl/sharedStrings.xml"), ("f", "styles", "styles.xml"))),
        ("xl/sharedStrings.xml", $"<sst {Main}>{texts}</sst>"),
        ("xl/styles.xml", $"<styleSheet {Main}>{styles}</styleSheet>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet {Main}>{before}<sheetData>{rows}</sheetData></worksheet>"));

    public static string Rels(params (string Id, string Type, string Target)[] relations) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(relations.Select(one => $"<Relationship Id=\"{one.Id}\" Type=\"{Relations}/{one.Type}\" Target=\"{one.Target}\"/>")) + "</Relationships>";

    public static byte[] File(params (string Name, string Content)[] parts) => Zip([.. parts.Select(static part => (part.Name, Encoding.UTF8.GetBytes(part.Content)))]);

    public static byte[] Zip((string Name, byte[] Content)[] parts, Encoding? names = null)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, names))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(content);
            }
        }

        return file.ToArray();
    }
}
