using System.Xml;

namespace Gateway.Platform.Sheets;

/// <summary>The texts that cells of an XLSX share.</summary>
internal static class SharedTexts
{
    public static string[] Read(XmlReader reader, SheetBudget budget)
    {
        var texts = new List<string>();
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "si") continue;
            var text = ReadText(reader);
            budget.TakeCharacters(text.Length + 1); // Also one without a character takes its place.
            texts.Add(text);
        }

        return [.. texts];
    }

    /// <summary>The text of the element, of all its runs; how it is read aloud (<c>rPh</c>) is no part of it.</summary>
    public static string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var (depth, text) = (reader.Depth, "");
        var goesOn = reader.Read();
        while (goesOn && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh")
            {
                reader.Skip();
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "t")
            {
                text = Append(text, reader.ReadElementContentAsString());
                continue;
            }

            goesOn = reader.Read();
        }

        return XlsxText.Decode(text);
    }

    private static string Append(string text, string more)
    {
        if (text.Length + more.Length > SheetLimits.CellLengthMax) throw new SheetException(SheetFault.TooLarge);
        return text.Length == 0 ? more : text + more;
    }
}
