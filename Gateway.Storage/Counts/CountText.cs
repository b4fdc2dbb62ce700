namespace Gateway.Storage.Counts;

/// <summary>Names of kinds in the tables; frozen.</summary>
internal static class CountText
{
    private static readonly Dictionary<CountKind, string> Names = new()
    {
        [CountKind.Heartbeats] = "heartbeats",
        [CountKind.Uploads] = "uploads",
        [CountKind.UploadsRefused] = "uploads_refused",
        [CountKind.Records] = "records",
        [CountKind.CommandsSucceeded] = "commands_succeeded",
        [CountKind.CommandsFailed] = "commands_failed",
        [CountKind.Online] = "online",
        [CountKind.Offline] = "offline",
        [CountKind.Queued] = "queued",
    };

    private static readonly Dictionary<string, CountKind> Kinds = Names.ToDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>For an IN of SQL.</summary>
    public static string Levels { get; } = string.Join(", ", Names.Where(static pair => IsLevel(pair.Key)).Select(static pair => $"'{pair.Value}'"));

    public static bool IsLevel(CountKind kind) => kind >= CountKind.Online;

    public static string Of(CountKind kind) => Names[kind];

    /// <summary>Null: of a newer version.</summary>
    public static CountKind? Parse(string text) => Kinds.TryGetValue(text, out var kind) ? kind : null;
}
