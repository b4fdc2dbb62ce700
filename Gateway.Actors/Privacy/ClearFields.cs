namespace Gateway.Actors.Privacy;

/// <summary>
/// The fields of a terminal's own that hold no personal data, by name: they stand in clear in the tables, and everybody sees them. Every other field is taken for personal data,
/// and so is one of these whose value looks like some.
/// </summary>
/// <param name="names">Without regard to case, as D9 has it.</param>
public sealed class ClearFields(IEnumerable<string> names)
{
    /// <summary>Names that a setting may list.</summary>
    public const int NamesMax = 64;

    /// <summary>Characters of a value that is shown; a longer one may hold anything.</summary>
    public const int ValueLengthMax = 64;

    private readonly HashSet<string> _names = new(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>Fields that known terminals send (field notes).</summary>
    public static IReadOnlyList<string> DefaultNames { get; } = ["recog_type"];

    /// <summary>Of <see cref="DefaultNames"/>.</summary>
    public static ClearFields Default { get; } = new(DefaultNames);

    /// <summary>Whether a field may stand in clear.</summary>
    public bool Shows(JsonProperty field)
    {
        try
        {
            return _names.Contains(field.Name) && field.Value.ValueKind switch
            {
                JsonValueKind.Object or JsonValueKind.Array => false,
                JsonValueKind.String => IsHarmless(field.Value.GetString()!),
                _ => IsHarmless(field.Value.GetRawText()),
            };
        }
        catch (InvalidOperationException)
        {
            return false; // Half a surrogate pair, written as an escape: JSON, and yet no text.
        }
    }

    private static bool IsHarmless(string value) => value.Length <= ValueLengthMax && !PlainText.HasLongNumber(value);
}
