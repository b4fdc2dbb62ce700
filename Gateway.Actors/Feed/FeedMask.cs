using Gateway.Actors.Privacy;

namespace Gateway.Actors.Feed;

/// <summary>The <c>data</c> of feed items without personal data: of attendance the terminal's own fields, of commands the terminal's own words.</summary>
public static class FeedMask
{
    /// <summary>A whole item as the role <c>viewer</c> sees it: masks in the place of values, an ID number as <c>user_id</c> masked too.</summary>
    public static void WriteMaskedItem(Utf8JsonWriter to, JsonElement item, ClearFields clear)
    {
        to.WriteStartObject();
        foreach (var field in item.EnumerateObject())
        {
            if (!field.NameEquals("data"u8))
            {
                field.WriteTo(to);
                continue;
            }

            to.WritePropertyName("data"u8);
            Write(to, field.Value, clear, masks: true);
        }

        to.WriteEndObject();
    }

    /// <summary>The data as it leaves for where nobody asks for a role: nothing in the place of values.</summary>
    public static string ClearJson(string data, ClearFields clear)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length);
        using (var document = JsonDocument.Parse(data))
        using (var writer = new Utf8JsonWriter(buffer, FeedItemJson.WriterOptions)) Write(writer, document.RootElement, clear, masks: false);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter to, JsonElement data, ClearFields clear, bool masks)
    {
        to.WriteStartObject();
        foreach (var field in data.EnumerateObject())
        {
            if (field.NameEquals("extra"u8) && field.Value.ValueKind == JsonValueKind.Object)
            {
                to.WritePropertyName("extra"u8);
                if (masks) ExtraFields.WriteMasked(to, field.Value, clear);
                else ExtraFields.WriteClear(to, field.Value, clear);
            }
            else if (masks && field.NameEquals("user_id"u8) && field.Value.ValueKind == JsonValueKind.String)
            {
                to.WriteString("user_id"u8, UserIdMask.Of(field.Value.GetString()));
            }
            else if (field.NameEquals("result_desc"u8) && field.Value.ValueKind == JsonValueKind.String && IsTerminals(data))
            {
                if (masks) to.WriteString("result_desc"u8, ExtraFields.Mask);
                else to.WriteNull("result_desc"u8);
            }
            else
            {
                field.WriteTo(to);
            }
        }

        to.WriteEndObject();
    }

    /// <summary>What succeeded or failed did so in the terminal's words; how else a command ends is told in ours.</summary>
    public static bool IsTerminals(JsonElement data) => !data.TryGetProperty("state"u8, out var state) || state.ValueEquals("succeeded"u8) || state.ValueEquals("failed"u8);
}
