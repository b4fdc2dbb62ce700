namespace Gateway.Actors.Privacy;

/// <summary>What of a terminal's texts can hold no personal data, by its form alone.</summary>
public static class PlainText
{
    /// <summary>So many digits in a row may still be anything; more are a telephone number or an ID number.</summary>
    private const int DigitsMax = 10;

    private const int NameLengthMax = 40;

    /// <summary>Whether a number as long as a telephone's stands in it.</summary>
    public static bool HasLongNumber(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var character in text)
            if ((digits = char.IsDigit(character) ? digits + 1 : 0) > DigitsMax) return true;

        return false;
    }

    /// <summary>The name of a field, if it looks like one: a terminal may put anything into it.</summary>
    /// <param name="masked">Names of this object that did not: each mask is another, since a name may stand only once.</param>
    public static string NameOf(JsonProperty field, ref int masked)
    {
        try
        {
            var name = field.Name;
            if (name.Length <= NameLengthMax && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') && !HasLongNumber(name)) return name;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape: JSON, and yet no text.
        }

        return ++masked == 1 ? ExtraFields.Mask : string.Create(CultureInfo.InvariantCulture, $"{ExtraFields.Mask}{masked}");
    }
}
