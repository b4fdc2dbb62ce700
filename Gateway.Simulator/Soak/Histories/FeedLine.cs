using System.Security.Cryptography;
using Gateway.Simulator.Ledgers;

namespace Gateway.Simulator.Soak.Histories;

/// <summary>One item of the feed, as a history keeps it: what the checker needs, and a hash of the whole.</summary>
internal static class FeedLine
{
    /// <summary>Appends an item as the platform API or a Redis stream gave it.</summary>
    /// <param name="seenAt">When it was read.</param>
    /// <param name="entryId">Of a Redis stream; null elsewhere.</param>
    public static void Append(JsonLineFile file, JsonElement item, DateTimeOffset seenAt, string? entryId = null) =>
        file.Append((item, seenAt, entryId), static (json, line) =>
        {
            var data = line.item.GetProperty("data");
            json.WriteNumber("seq", line.item.GetProperty("seq").GetInt64());
            json.WriteString("kind", line.item.GetProperty("kind").GetString());
            json.WriteString("sn", line.item.GetProperty("sn").GetString());
            json.WriteNumber("seen_at", line.seenAt.ToUnixTimeMilliseconds());
            json.WriteString("hash", Hash(line.item));
            if (line.entryId is not null) json.WriteString("entry_id", line.entryId);
            foreach (var name in (ReadOnlySpan<string>)["id", "user_id", "recog_time", "type", "state"])
                if (data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) json.WriteString(name, value.GetString());
        });

    /// <summary>By member, not by text: two writers may put white space elsewhere.</summary>
    private static string Hash(JsonElement item)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) item.WriteTo(writer);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)).AsSpan(0, 8));
    }
}
