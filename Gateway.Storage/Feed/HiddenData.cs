using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;

namespace Gateway.Storage.Feed;

/// <summary>
/// What of an item's <c>data</c> does not stand in clear: of attendance the fields of <c>extra</c> that are on no allow-list, as a JSON object; of commands <c>result_desc</c> in a
/// terminal's words.
/// </summary>
internal static class HiddenData
{
    private const string Extra = "extra";
    private const string Words = "result_desc";

    /// <summary>Parts the data of an item of an earlier version. Null: nothing of it is to be hidden.</summary>
    public static (string Data, string Hidden)? Part(FeedKind kind, string data, ClearFields clear)
    {
        using var document = JsonDocument.Parse(data);
        var root = document.RootElement;
        if (kind == FeedKind.Attendance && root.TryGetProperty(Extra, out var extra) && ExtraFields.Split(extra.GetRawText(), clear) is { Hidden: { } hidden } parts)
            return (With(root, Extra, writer => writer.WriteRawValue(parts.Clear ?? "{}", skipInputValidation: true)), hidden);

        if (kind == FeedKind.Command && root.TryGetProperty(Words, out var words) && words.GetString() is { } said && FeedMask.IsTerminals(root))
            return (With(root, Words, static writer => writer.WriteNullValue()), said);

        return null;
    }

    /// <summary>The whole data again.</summary>
    /// <param name="hidden">Null: it cannot be read; the data says so.</param>
    public static string Join(FeedKind kind, string data, string? hidden)
    {
        using var document = JsonDocument.Parse(data);
        var root = document.RootElement;
        if (kind == FeedKind.Attendance && root.TryGetProperty(Extra, out var extra))
            return With(root, Extra, writer => writer.WriteRawValue(ExtraFields.Join(extra.GetRawText(), hidden ?? ExtraFields.Unreadable)!, skipInputValidation: true));

        return kind == FeedKind.Command ? With(root, Words, writer => writer.WriteStringValue(hidden ?? ExtraFields.Mask)) : data;
    }

    private static string With(JsonElement root, string name, Action<Utf8JsonWriter> value)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, FeedItemJson.WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var field in root.EnumerateObject())
            {
                if (!field.NameEquals(name))
                {
                    field.WriteTo(writer);
                    continue;
                }

                writer.WritePropertyName(name);
                value(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
