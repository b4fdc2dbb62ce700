using System.IO.Compression;
using System.Xml;

namespace Gateway.Platform.Sheets;

/// <summary>
/// Reads the sheets of an XLSX (ECMA-376), those that can be seen. What is read is bounded, rows and texts, not what the file says of its size; nothing outside the file is ever
/// looked at.
/// </summary>
internal static class XlsxWorkbook
{
    private const string PackageRelations = "_rels/.rels";
    private const string WorkbookDefault = "xl/workbook.xml";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = SheetLimits.UnpackedMax,
    };

    /// <summary>Reads the file; the sheets in their order, those without a row left out.</summary>
    /// <exception cref="SheetException">It cannot be read, or is too large.</exception>
    public static IReadOnlyList<Sheet> Read(Stream file, CancellationToken cancellation)
    {
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return Read(new Package(archive, new SheetBudget()), cancellation);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or FormatException or OverflowException)
        {
            throw new SheetException(SheetFault.Broken, broken);
        }
    }

    private static List<Sheet> Read(Package package, CancellationToken cancellation)
    {
        var workbook = Relations(package, PackageRelations, "").FirstOrDefault(static relation => relation.Type == "officeDocument")?.Target ?? WorkbookDefault;
        var folder = workbook[..(workbook.LastIndexOf('/') + 1)];
        var relations = Relations(package, $"{folder}_rels/{workbook[folder.Length..]}.rels", folder);
        string? Part(string type) => relations.FirstOrDefault(relation => relation.Type == type)?.Target;

        var (names, is1904) = Names(package, workbook);
        if (names.Count == 0) throw new SheetException(SheetFault.NotASheet);
        var formats = Part("styles") is { } styles ? package.Read(styles, CellFormats.Read) ?? CellFormats.None : CellFormats.None;
        var texts = Part("sharedStrings") is { } shared ? package.Read(shared, reader => SharedTexts.Read(reader, package.Budget)) ?? [] : [];
        var reading = new XlsxCells(texts, formats, is1904);
        var sheets = new List<Sheet>();
        foreach (var (name, id) in names.Take(SheetLimits.SheetsMax))
        {
            if (relations.FirstOrDefault(relation => relation.Id == id)?.Target is not { } part) continue;
            var rows = new SheetRows(package.Budget);
            package.Read(part, reader => reading.Read(reader, rows, cancellation));
            if (rows.Rows.Count > 0) sheets.Add(new Sheet(name, rows.Rows));
        }

        return sheets;
    }

    private static (List<(string Name, string Id)> Sheets, bool Is1904) Names(Package package, string workbook)
    {
        var (sheets, is1904) = (new List<(string, string)>(), false);
        package.Read(workbook, reader =>
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "workbookPr") is1904 = reader.GetAttribute("date1904") is "1" or "true";
                if (reader.LocalName == "sheet" && reader.GetAttribute("state") is null or "visible" && sheets.Count < SheetLimits.SheetsMax)
                    sheets.Add((reader.GetAttribute("name") ?? "", IdOf(reader)));
            }

            return true;
        });
        return (sheets, is1904);
    }

    /// <summary><c>r:id</c>, in either of the two namespaces that there are for it.</summary>
    private static string IdOf(XmlReader reader)
    {
        var id = "";
        while (reader.MoveToNextAttribute())
            if (reader.LocalName == "id" && reader.NamespaceURI.Length > 0) id = reader.Value;

        reader.MoveToElement();
        return id;
    }

    private static List<Relation> Relations(Package package, string path, string folder)
    {
        var relations = new List<Relation>();
        package.Read(path, reader =>
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Relationship" || relations.Count >= 1000) continue;
                var (type, target) = (reader.GetAttribute("Type") ?? "", reader.GetAttribute("Target") ?? "");
                var isAbsolute = target.StartsWith('/');
                relations.Add(new Relation(reader.GetAttribute("Id") ?? "", type[(type.LastIndexOf('/') + 1)..], isAbsolute ? target[1..] : folder + target));
            }

            return true;
        });
        return relations;
    }

    private sealed record Relation(string Id, string Type, string Target);

    /// <summary>The parts of the file.</summary>
    private sealed class Package(ZipArchive archive, SheetBudget budget)
    {
        public SheetBudget Budget => budget;

        /// <summary>Reads a part; the default when there is none of that name.</summary>
        public T? Read<T>(string name, Func<XmlReader, T> read)
        {
            if (archive.GetEntry(name) is not { } entry) return default;
            using var stream = new BoundedStream(entry.Open(), budget);
            using var reader = XmlReader.Create(stream, Settings);
            return read(reader);
        }
    }
}
