namespace Gateway.WebConsole.Import;

/// <summary>Titles of columns, made comparable: <c>＊设备编号（SN）</c> and <c>设备编号</c> say the same.</summary>
internal static class HeaderText
{
    /// <summary>What the title may mean: all of it, without what stands in brackets, and what stands in them.</summary>
    public static IReadOnlyList<string> Meanings(string title)
    {
        var text = CellText.Narrow(title);
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf(')', open);
        string[] meanings = close < 0 ? [Plain(text)] : [Plain(text), Plain(text[..open] + text[(close + 1)..]), Plain(text[(open + 1)..close])];
        return [.. meanings.Where(static meaning => meaning.Length > 0).Distinct()];
    }

    /// <summary>The field's name and its titles, each as <see cref="Meanings"/> would find it.</summary>
    public static IEnumerable<string> Names(ImportField field) =>
        [Plain(field.Name), .. Meanings(field.English).Take(2), .. Meanings(field.Chinese).Take(2), .. field.Synonyms];

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
