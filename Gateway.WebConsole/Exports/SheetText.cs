namespace Gateway.WebConsole.Exports;

/// <summary>Texts of others in spreadsheets, which take some for formulas.</summary>
internal static class SheetText
{
    /// <summary>What begins a formula, in either width, or hides one that does.</summary>
    private static readonly SearchValues<char> First = SearchValues.Create("=+-@\t\r\n|%＝＋－＠");

    /// <summary>The text; behind an apostrophe when a spreadsheet might reckon with it. Plain numbers stay numbers.</summary>
    public static string Harmless(string text)
    {
        var seen = text.AsSpan().TrimStart(" \u00A0\u3000");
        return seen.Length > 0 && First.Contains(seen[0]) && !IsNumber(text) ? "'" + text : text;
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}
