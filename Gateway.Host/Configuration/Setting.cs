namespace Gateway.Host.Configuration;

/// <summary>A row of <see cref="SettingsTable"/>: all that the reader, <c>--help</c>, the error texts and docs/operators.md say of a setting.</summary>
/// <param name="Key">Without the prefix <c>Gateway:</c>; <c>&lt;name&gt;</c> stands for a word of the operator's.</param>
/// <param name="Default">What is read when nothing is given, in the form of a given value; null: nothing.</param>
/// <param name="Allowed">What the value must be; completes "must be …".</param>
/// <param name="Meaning">For people, in one line without markup.</param>
internal sealed record Setting(string Key, string? Default, string Allowed, string Meaning)
{
    /// <summary>Told in the place of a default that is no value of its own.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Its value is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Several values, as one text (separated by commas, semicolons or blanks) or as an array.</summary>
    public bool IsList { get; init; }

    /// <summary>Of a number: its bounds, both allowed.</summary>
    public (int Least, int Most)? Range { get; init; }

    /// <summary>Of a choice: its values, compared without case.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Not null: there is no such setting any more; since when, and what to use.</summary>
    public string? Gone { get; init; }

    /// <summary>The default as people are told it.</summary>
    public string Shown => Otherwise ?? (Default is { Length: > 0 } standard ? standard : "empty");

    /// <summary>Whether a key, without the prefix <c>Gateway:</c>, is this setting or (as <c>:0</c>, <c>:1</c>, …) an element of this list.</summary>
    public bool Has(string key)
    {
        var own = Key.Split(':');
        var given = key.Split(':');
        var isElement = IsList && given.Length == own.Length + 1 && int.TryParse(given[^1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return (isElement || given.Length == own.Length)
            && own.Zip(given, static (part, word) => IsPlace(part) || part.Equals(word, StringComparison.OrdinalIgnoreCase)).All(static fits => fits);
    }

    /// <summary>The key with the operator's own words in it, as far as a given key has them.</summary>
    public string Like(string key)
    {
        var given = key.Split(':');
        return string.Join(':', Key.Split(':').Select((part, index) => IsPlace(part) && index < given.Length ? given[index] : part));
    }

    private static bool IsPlace(string part) => part[0] == '<';
}
