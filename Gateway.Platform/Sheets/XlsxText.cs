using System.Text.RegularExpressions;

namespace Gateway.Platform.Sheets;

/// <summary>Characters that XML has no place for stand in an XLSX as <c>_x000D_</c> (ECMA-376, 22.9.2.19).</summary>
internal static partial class XlsxText
{
    public static string Decode(string text) => !text.Contains("_x", StringComparison.Ordinal)
        ? text
        : Escaped().Replace(text, static match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>The text as an XLSX may have it.</summary>
    public static string Encode(string text)
    {
        var units = text.AsSpan();
        if (!text.Contains("_x", StringComparison.Ordinal) && !units.ContainsAnyInRange('\0', '\u001F') && !units.ContainsAnyInRange('\uD800', '\uFFFF')) return text;
        var encoded = new StringBuilder(text.Length + 16);
        text = Escaped().Replace(text, "_x005F$0");
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) encoded.Append(unit).Append(text[++i]);
            else if (unit is '\t' or '\n' or (>= ' ' and not (>= '\uD800' and <= '\uDFFF') and < '\uFFFE')) encoded.Append(unit);
            else encoded.Append(CultureInfo.InvariantCulture, $"_x{(int)unit:X4}_");
        }

        return encoded.ToString();
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();
}
