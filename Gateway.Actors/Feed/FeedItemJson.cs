using System.Text.Encodings.Web;

namespace Gateway.Actors.Feed;

/// <summary>The one JSON form of a feed item: in the API, in server-sent events and in Redis alike (contract).</summary>
public static class FeedItemJson
{
    /// <summary>What a writer of feed items must be made with: Chinese text is not escaped, the stored <c>data</c> is not parsed again.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary><c>{seq, kind, sn, at, data}</c>.</summary>
    public static void Write(Utf8JsonWriter writer, FeedItem item)
    {
        writer.WriteStartObject();
        writer.WriteNumber("seq", item.Seq);
        writer.WriteString("kind", KindText(item.Kind));
        writer.WriteString("sn", item.Sn);
        writer.WriteString("at", item.At.UtcDateTime);
        writer.WritePropertyName("data");
        writer.WriteRawValue(item.DataJson, skipInputValidation: true);
        writer.WriteEndObject();
    }

    /// <summary>The contract's name of a kind.</summary>
    public static string KindText(FeedKind kind) => kind switch
    {
        FeedKind.Attendance => "attendance",
        FeedKind.Registration => "registration",
        FeedKind.Command => "command",
        FeedKind.Device => "device",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
