namespace Gateway.WebConsole.Parts;

/// <summary>Levels as classes of the style sheet.</summary>
internal static class Levels
{
    public static string Css(this Level level) => level switch { Level.Ok => "ok", Level.Warn => "warn", Level.Bad => "bad", _ => "" };
}
