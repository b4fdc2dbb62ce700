namespace Gateway.Platform.Rest.Requests;

/// <summary>Rows of a CSV (RFC 4180) in UTF-8, of the very JSON that the list shows: so no rule of masking is written twice.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>The field names.</summary>
    public static void WriteHeader(IBufferWriter<byte> body, IReadOnlyList<string> columns)
    {
        for (var c = 0; c < columns.Count; c++)
        {
            if (c > 0) body.Write(","u8);
            Encoding.UTF8.GetBytes(columns[c], body);
        }

        body.Write("\r\n"u8);
    }

    /// <summary>One object. What is absent or null is an empty field; texts of a list stand between semicolons; an object, or a list of such, is JSON.</summary>
    public static void WriteRow(IBufferWriter<byte> body, IReadOnlyList<string> columns, ReadOnlyMemory<byte> json)
    {
        using var item = JsonDocument.Parse(json);
        for (var c = 0; c < columns.Count; c++)
        {
            if (c > 0) body.Write(","u8);
            if (item.RootElement.TryGetProperty(columns[c], out var value)) Write(body, Text(value));
        }

        body.Write("\r\n"u8);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.EnumerateArray().All(static element => element.ValueKind == JsonValueKind.String) =>
            string.Join(';', value.EnumerateArray().Select(static element => element.GetString())),
        _ => value.GetRawText(),
    };

    private static void Write(IBufferWriter<byte> body, string text)
    {
        var isQuoted = text.AsSpan().ContainsAny(Special);
        Encoding.UTF8.GetBytes(isQuoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text, body);
    }
}
