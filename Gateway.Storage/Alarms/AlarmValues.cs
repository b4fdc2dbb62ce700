namespace Gateway.Storage.Alarms;

/// <summary>The values of an alarm as the table keeps them: a JSON object of texts.</summary>
internal static class AlarmValues
{
    /// <summary>Characters of it; what has more is stored without its values.</summary>
    public const int LengthMax = 2000;

    public static string? Text(IReadOnlyDictionary<string, string>? values) =>
        values is not null && JsonSerializer.Serialize(values) is { Length: <= LengthMax } text ? text : null;

    public static IReadOnlyDictionary<string, string>? Read(string? text) => text is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(text);
}
