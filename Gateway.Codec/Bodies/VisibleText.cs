namespace Gateway.Codec.Bodies;

/// <summary>
/// Text of others before the eyes of people. What has no shape of its own makes one text look like another, or turns round what stands behind it: controls, marks of direction,
/// zero-width characters, fillers, halves of surrogate pairs.
/// </summary>
public static class VisibleText
{
    /// <summary>Most characters of a text that people are shown, unless the place has a bound of its own.</summary>
    public const int LengthMax = 200;

    /// <summary>Letters and symbols by their category, and yet blank or without a width: joiners and fillers of Hangul, Khmer and Braille.</summary>
    private const string Blank = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    /// <summary>Whether it has a character that nobody can see.</summary>
    public static bool HasHidden(string text)
    {
        for (var i = 0; i < text.Length; i += Next(text, i).Length)
            if (Next(text, i).IsHidden) return true;

        return false;
    }

    /// <summary>The same for people: what cannot be seen as <c>\u202E</c>, and at most <paramref name="most"/> characters of it; then its length follows.</summary>
    public static string Shown(string text, int most = LengthMax)
    {
        if (text.Length <= most && !HasHidden(text)) return text;
        var shown = new StringBuilder();
        for (var i = 0; i < Math.Min(text.Length, most);)
        {
            var (length, isHidden) = Next(text, i);
            if (!isHidden) shown.Append(text, i, length);
            else foreach (var unit in text.AsSpan(i, length)) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            i += length;
        }

        return text.Length <= most ? shown.ToString() : shown.Append(CultureInfo.InvariantCulture, $"… ({text.Length} characters)").ToString();
    }

    private static (int Length, bool IsHidden) Next(string text, int index)
    {
        if (!Rune.TryGetRuneAt(text, index, out var rune)) return (1, true);
        var isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || (rune.IsBmp && Blank.Contains((char)rune.Value, StringComparison.Ordinal));
        return (rune.Utf16SequenceLength, isHidden);
    }
}
