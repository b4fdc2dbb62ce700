using System.Text.Encodings.Web;

namespace Gateway.Actors.Privacy;

/// <summary>The unknown fields of a record (D9), one JSON object: what may stand in clear, and the rest.</summary>
public static class ExtraFields
{
    /// <summary>Stands for a value that is not shown.</summary>
    public const string Mask = "***";

    /// <summary>Stands for fields that cannot be decrypted any more.</summary>
    public const string Unreadable = """{"unreadable":true}""";

    private const string Empty = "{}";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Parts the fields. Either part is null when it has none; what cannot be parsed is hidden as a whole: a record is never lost for its extras.</summary>
    public static (string? Clear, string? Hidden) Split(string? json, ClearFields clear)
    {
        try
        {
            return json is null ? default : Parse(json, clear);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return (null, json);
        }
    }

    private static (string? Clear, string? Hidden) Parse(string json, ClearFields clear)
    {
        using var document = JsonDocument.Parse(json);
        var (all, shown) = (0, 0);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            all++;
            if (clear.Shows(field)) shown++;
        }

        if (shown == all) return (all == 0 ? null : json, null);
        return shown == 0 ? (null, json) : (Part(document.RootElement, clear, true), Part(document.RootElement, clear, false));
    }

    /// <summary>All fields again.</summary>
    public static string? Join(string? clear, string? hidden)
    {
        if (clear is null or Empty || hidden is null or Empty) return clear is null or Empty ? hidden ?? clear : clear;
        return string.Concat(clear.AsSpan().TrimEnd()[..^1], ",", hidden.AsSpan().TrimStart()[1..]);
    }

    /// <summary>Writes the object with a mask in the place of every value that is not shown.</summary>
    public static void WriteMasked(Utf8JsonWriter to, JsonElement extra, ClearFields clear)
    {
        to.WriteStartObject();
        var masked = 0;
        foreach (var field in extra.EnumerateObject())
        {
            if (clear.Shows(field)) field.WriteTo(to);
            else to.WriteString(PlainText.NameOf(field, ref masked), Mask);
        }

        to.WriteEndObject();
    }

    /// <summary>Writes only what is shown.</summary>
    public static void WriteClear(Utf8JsonWriter to, JsonElement extra, ClearFields clear)
    {
        to.WriteStartObject();
        foreach (var field in extra.EnumerateObject())
            if (clear.Shows(field)) field.WriteTo(to);

        to.WriteEndObject();
    }

    private static string Part(JsonElement extra, ClearFields clear, bool shown)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (var field in extra.EnumerateObject())
                if (clear.Shows(field) == shown) field.WriteTo(writer);

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
