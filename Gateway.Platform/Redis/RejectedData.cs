using System.Collections.Frozen;
using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using StackExchange.Redis;

namespace Gateway.Platform.Redis;

/// <summary>What is kept of a rejected entry's data: its shape, and the fields that name no person; enough to see what was wrong.</summary>
internal static class RejectedData
{
    /// <summary>It is kept up to this, bytes.</summary>
    public const int LengthMax = 64 * 1024;

    /// <summary>A text above this is left out, characters: no field that is shown is so long.</summary>
    private const int TextMax = 200;

    private static readonly FrozenSet<string> Shown = FrozenSet.ToFrozenSet(
        ["id", "type", "user_id", "ttl_seconds", "sn", "sns", "site", "tag", "all"], StringComparer.OrdinalIgnoreCase);

    /// <summary><see cref="RedisValue.Null"/>: nothing is to be kept. What is no JSON may hold anything: only a few plain words of it stay.</summary>
    public static RedisValue Masked(RedisValue data)
    {
        byte[]? bytes = data;
        if (bytes is null) return data;
        try
        {
            using var parsed = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var kept = new ArrayBufferWriter<byte>(256);
            using (var writer = new Utf8JsonWriter(kept, FeedItemJson.WriterOptions)) Copy("", parsed.RootElement, writer);
            return kept.WrittenCount <= LengthMax ? kept.WrittenSpan.ToArray() : RedisValue.Null;
        }
        catch (JsonException)
        {
            return bytes.Length <= TextMax && !bytes.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~') && !PlainText.HasLongNumber(Encoding.ASCII.GetString(bytes))
                ? data : RedisValue.Null;
        }
    }

    private static void Copy(string name, JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var masked = 0;
                foreach (var field in value.EnumerateObject())
                {
                    var shown = PlainText.NameOf(field, ref masked);
                    writer.WritePropertyName(shown);
                    Copy(shown, field.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Copy(name, item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when Text(name, value) is { } text:
                writer.WriteStringValue(text);
                break;
            case JsonValueKind.String or JsonValueKind.Number when value.ValueKind == JsonValueKind.String || !Shown.Contains(name):
                writer.WriteStringValue(FormattableString.Invariant($"(left out: {value.GetRawText().Length} characters)"));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string? Text(string name, JsonElement value)
    {
        if (!Shown.Contains(name) || value.GetRawText().Length > TextMax) return null;
        try
        {
            return UserIdMask.Of(value.GetString());
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair, written as an escape: JSON, and yet no text.
        }
    }
}
