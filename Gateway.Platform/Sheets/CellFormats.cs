using System.Xml;

namespace Gateway.Platform.Sheets;

/// <summary>What the formats of an XLSX's cells make of a number: a date, zeros in front, or nothing.</summary>
internal sealed class CellFormats
{
    public static readonly CellFormats None = new([]);

    private readonly IReadOnlyList<CellFormat> _formats;

    private CellFormats(IReadOnlyList<CellFormat> formats) => _formats = formats;

    /// <param name="style">The attribute <c>s</c> of a cell; null: it has none.</param>
    public CellFormat this[string? style] =>
        int.TryParse(style ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _formats.Count ? _formats[index] : default;

    /// <summary>Reads the part with the styles.</summary>
    public static CellFormats Read(XmlReader reader)
    {
        var codes = new Dictionary<int, CellFormat>();
        var formats = new List<CellFormat>();
        var isCells = false;
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs") isCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.NodeType != XmlNodeType.Element) continue;
            var id = int.TryParse(reader.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            if (reader.LocalName == "numFmt" && codes.Count < SheetLimits.FormatsMax) codes[id] = OfCode(reader.GetAttribute("formatCode") ?? "");
            if (reader.LocalName == "xf" && isCells && formats.Count < SheetLimits.FormatsMax) formats.Add(codes.TryGetValue(id, out var own) ? own : OfId(id));
        }

        return new CellFormats(formats);
    }

    /// <summary>The formats that every workbook has; 27 to 36 and 50 to 58 are the Chinese dates (ECMA-376, 18.8.30).</summary>
    private static CellFormat OfId(int id) => new(id is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 58), 0);

    /// <summary>A date has a year or a day in it, outside of texts and conditions; nothing but zeros means so many digits.</summary>
    private static CellFormat OfCode(string code)
    {
        if (code.Length is > 0 and <= 32 && code.All(static c => c == '0')) return new CellFormat(false, code.Length);
        var (isQuoted, isCondition) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c is '\\' or '_' or '*') i++;
            else if (c == '"') isQuoted = !isQuoted;
            else if (!isQuoted && c is '[' or ']') isCondition = c == '[';
            else if (!isQuoted && !isCondition && c is 'y' or 'Y' or 'd' or 'D') return new CellFormat(true, 0);
        }

        return default;
    }
}

/// <summary>The format of a cell.</summary>
/// <param name="IsDate">Its number counts days.</param>
/// <param name="Digits">It shows so many at least, with zeros in front; 0: as it is.</param>
internal readonly record struct CellFormat(bool IsDate, int Digits);
