using System.Text.Encodings.Web;
using Gateway.Actors.Privacy;
using Gateway.Actors.Sessions;

namespace Gateway.Actors.Attendance;

/// <summary>The one JSON form of an attendance record: in the feed, in the list of the API and in Redis alike (contract).</summary>
public static class AttendanceJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary><c>{id, sn, user_id, recog_time, received_at, transport, clock_suspect?, extra}</c>; <c>extra</c> is an object, empty when there was nothing more.</summary>
    public static string ToJson(AttendanceRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, record);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The same into a writer.</summary>
    public static void Write(Utf8JsonWriter writer, AttendanceRecord record)
    {
        WriteHead(writer, record, record.UserId);
        writer.WriteRawValue(record.ExtraJson ?? "{}", skipInputValidation: true);
        writer.WriteEndObject();
    }

    /// <summary>The same as the role <c>viewer</c> sees it.</summary>
    public static void WriteMasked(Utf8JsonWriter writer, AttendanceRecord record, ClearFields clear)
    {
        WriteHead(writer, record, UserIdMask.Of(record.UserId));
        using var extra = JsonDocument.Parse(record.ExtraJson ?? "{}");
        ExtraFields.WriteMasked(writer, extra.RootElement, clear);
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, AttendanceRecord record, string userId)
    {
        writer.WriteStartObject();
        writer.WriteString("id", record.Id);
        writer.WriteString("sn", record.Sn);
        writer.WriteString("user_id", userId);
        writer.WriteString("recog_time", record.RecogTime.UtcDateTime);
        writer.WriteString("received_at", record.ReceivedAt.UtcDateTime);
        writer.WriteString("transport", record.Transport == Transport.Socket ? "socket" : "http");
        if (record.IsClockSuspect) writer.WriteBoolean("clock_suspect", true); // D36
        writer.WritePropertyName("extra");
    }
}
