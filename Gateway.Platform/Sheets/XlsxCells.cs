using System.Xml;

namespace Gateway.Platform.Sheets;

/// <summary>Reads the cells of one sheet of an XLSX as the texts that its reader sees.</summary>
internal sealed class XlsxCells(string[] texts, CellFormats formats, bool is1904)
{
    /// <summary>From here on a number is not what was typed: Excel keeps 15 digits of it. Left as it shows it, with its exponent.</summary>
    private const double ExactMax = 1e15;

    /// <summary>Days from 1899-12-30, where Excel's calendar counts from in fact, to the other epoch of old Macs.</summary>
    private const int Days1904 = 1462;

    private const int DaysMax = 2_958_465; // 9999-12-31.

    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Reads the part of a sheet.</summary>
    public bool Read(XmlReader reader, SheetRows rows, CancellationToken cancellation)
    {
        var (row, column) = (0, -1);
        var goesOn = reader.Read();
        while (goesOn)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "row")
            {
                cancellation.ThrowIfCancellationRequested();
                (row, column) = (int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : row + 1, -1);
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "c")
            {
                column = ColumnOf(reader.GetAttribute("r")) ?? column + 1;
                rows.Add(column, ReadCell(reader));
                goesOn = !reader.EOF;
                continue; // It stands behind the cell already.
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "row")
            {
                rows.End(row);
            }

            goesOn = reader.Read();
        }

        return true;
    }

    private string ReadCell(XmlReader reader)
    {
        var (type, style) = (reader.GetAttribute("t"), reader.GetAttribute("s"));
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }

        var (depth, value) = (reader.Depth, "");
        var goesOn = reader.Read();
        while (goesOn && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "v")
            {
                value = reader.ReadElementContentAsString();
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "is") value = SharedTexts.ReadText(reader);
            goesOn = reader.Read();
        }

        reader.Read();
        return Text(type, style, value).Trim();
    }

    private string Text(string? type, string? style, string value) => type switch
    {
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Length ? texts[index] : "",
        "str" => XlsxText.Decode(value),
        "inlineStr" => value,
        "b" => value == "1" ? "TRUE" : "FALSE",
        "d" => value.EndsWith("T00:00:00", StringComparison.Ordinal) ? value[..^9] : value.Replace('T', ' '),
        "e" => value,
        _ => Number(value, formats[style]),
    };

    private string Number(string value, CellFormat format)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return value;
        if (format.IsDate && number is >= 0 and < DaysMax) return Date(number + (is1904 ? Days1904 : 0));
        if (Math.Abs(number) >= ExactMax) return number.ToString("0.##############E+0", CultureInfo.InvariantCulture);
        var text = Math.Abs(number) >= 1e-4 || number == 0 ? number.ToString("0.##########", CultureInfo.InvariantCulture) : value;
        return format.Digits > 0 && text.All(char.IsAsciiDigit) ? text.PadLeft(format.Digits, '0') : text;
    }

    private static string Date(double days)
    {
        var at = Epoch.AddSeconds(Math.Round(days * 86_400));
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>0 of <c>A1</c>; null: it says none.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (c is < 'A' or > 'Z') break;
            column = Math.Min((column * 26) + (c - 'A' + 1), 1_000_000);
        }

        return column == 0 ? null : column - 1;
    }
}
