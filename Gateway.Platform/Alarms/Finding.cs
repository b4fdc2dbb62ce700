namespace Gateway.Platform.Alarms;

/// <summary>Values of an alarm (<see cref="Gateway.Storage.Alarms.RaisedAlarm.Values"/>), written so that every language can read them.</summary>
internal static class Finding
{
    /// <param name="values">Names and values; null: it has none of that name. Times as RFC 3339 in UTC.</param>
    public static IReadOnlyDictionary<string, string> Of(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            if (value is not null) found.Add(name, Text(value));

        return found;
    }

    private static string Text(object value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
