namespace Gateway.Platform.Json;

/// <summary>Times as RFC 3339 writes them: date, time and an offset, always.</summary>
internal static class Rfc3339
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Reads a time into UTC. A '+' of the offset that became a space on its way through a query is read as the '+' it was.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is < 20 or > 40) return false;
        var offset = text.LastIndexOfAny(['+', '-', ' ', 'Z', 'z']);
        if (offset < 19) return false;
        var zone = text[offset] switch
        {
            'Z' or 'z' when offset == text.Length - 1 => "+00:00",
            ' ' => "+" + text[(offset + 1)..],
            _ => text[offset..],
        };
        var normal = string.Concat(text.AsSpan(0, offset).ToString().ToUpperInvariant(), zone);
        if (!DateTimeOffset.TryParseExact(normal, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)) return false;
        time = parsed.ToUniversalTime();
        return true;
    }
}
