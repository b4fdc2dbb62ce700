using Gateway.Actors.Feed;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>What is kept of a rejected entry's data: enough to see what was wrong, and no photo, under whatever name it came.</summary>
internal static class RejectedData
{
    /// <summary>It is kept up to this, bytes.</summary>
    public const int LengthMax = 64 * 1024;

    /// <summary>A text above this is left out, characters: no field of a command but the photo is so long. What is no JSON is kept up to it.</summary>
    private const int TextMax = 1000;

    private const string Photo = "face_template";

    /// <summary><see cref="RedisValue.Null"/>: nothing is to be kept.</summary>
    public static RedisValue WithoutPhoto(RedisValue data)
    {
        byte[]? bytes = data;
        if (bytes is null) return data;
        try
        {
            using var parsed = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var kept = new ArrayBufferWriter<byte>(256);
            using (var writer = new Utf8JsonWriter(kept, FeedItemJson.WriterOptions)) Copy(parsed.RootElement, writer);
            return kept.WrittenCount <= LengthMax ? kept.WrittenSpan.ToArray() : RedisValue.Null;
        }
        catch (JsonException)
        {
            return bytes.Length <= TextMax ? data : RedisValue.Null;
        }
    }

    private static void Copy(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateObject())
                {
                    writer.WritePropertyName(field.Name);
                    if (field.Name.Equals(Photo, StringComparison.OrdinalIgnoreCase)) writer.WriteStringValue(LeftOut(field.Value.GetRawText()));
                    else Copy(field.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Copy(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when value.GetRawText() is { Length: > TextMax } text:
                writer.WriteStringValue(LeftOut(text));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string LeftOut(string text) => FormattableString.Invariant($"(left out: {text.Length} characters)");
}
