using System.Text.RegularExpressions;

namespace Gateway.WebConsole.Parts;

/// <summary>
/// What somebody looks for that must stand in no address: an ID number, or what could be one. It goes from the box to the page inside this window's connection, once, and is kept
/// nowhere.
/// </summary>
internal sealed partial class PrivateQuery
{
    private string? _text;

    /// <summary>Something waits to be taken.</summary>
    public event Action? Asked;

    /// <summary>As long as an ID number of the first generation, or longer; spaces and dashes are not counted.</summary>
    public static bool IsPrivate(string text) => LongNumber().IsMatch(Packed(text));

    /// <summary>Without what people put between the groups of a number.</summary>
    public static string Packed(string text) => Between().Replace(text, "");

    public void Ask(string text)
    {
        _text = text;
        Asked?.Invoke();
    }

    /// <summary>Null: nothing waits.</summary>
    public string? Take()
    {
        var text = _text;
        _text = null;
        return text;
    }

    public override string ToString() => "***";

    [GeneratedRegex("[0-9]{15}")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"[\s\-–—.·]")]
    private static partial Regex Between();
}
