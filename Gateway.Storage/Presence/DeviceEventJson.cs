using System.Text.Encodings.Web;
using Gateway.Actors.Nodes;
using Gateway.Actors.Presence;
using Gateway.Actors.Time;

namespace Gateway.Storage.Presence;

/// <summary>The <c>data</c> of feed items of kind <c>device</c>. Field names are frozen.</summary>
internal static class DeviceEventJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{event: online|offline, status, at, transport, remote, node, reason}</c>.</summary>
    /// <param name="status">What the device list shows from now on: also <c>disabled</c>.</param>
    public static string Change(StoredPresence presence, string status, DateTimeOffset at) => Write(writer =>
    {
        writer.WriteString("event", presence.Online ? "online" : "offline");
        writer.WriteString("status", status);
        writer.WriteString("at", at.UtcDateTime);
        writer.WriteString("transport", presence.Transport);
        writer.WriteString("remote", presence.Remote);
        writer.WriteString("node", NodeName.Of(presence.Node));
        writer.WriteString("reason", presence.OfflineReason);
    });

    /// <summary><c>{event, detail, at}</c>.</summary>
    public static string Event(DeviceEvent happened) => Write(writer =>
    {
        writer.WriteString("event", happened.Event);
        writer.WriteString("detail", happened.Detail);
        writer.WriteString("at", happened.At.ToWholeMilliseconds().UtcDateTime);
    });

    private static string Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
