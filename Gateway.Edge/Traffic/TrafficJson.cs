using System.Text.Encodings.Web;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Traffic;

/// <summary>Writes what a live trace shows and what a recording keeps: the header decoded, the body masked (<see cref="BodyMask"/>).</summary>
internal static class TrafficJson
{
    /// <summary>Bytes of an entry. A body that makes it longer is left out: 200 of them must stay small.</summary>
    public const int LengthMax = 4096;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Words = [.. Enumerable.Range(0, 256).Select(static word => string.Create(CultureInfo.InvariantCulture, $"0x{word:X2}"))];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>A frame, or one half of a request over HTTP(S), for a live trace.</summary>
    /// <param name="plain">The body in clear.</param>
    public static byte[] Live(in ObservedFrame frame, ReadOnlyMemory<byte> plain)
    {
        var json = Begin();
        json.WriteString("at", Text(frame.At));
        WriteSender(json, frame.Connection, frame.Remote);
        if (frame.Route is null) WriteFrame(json, frame, frame.IsInbound ? null : StatusText(frame.Status));
        else WriteHttp(json, frame);
        WriteBody(json, plain, frame.Route is null && frame.BodyLength == 0 ? null : frame.Note, !frame.IsInbound);
        return End(json);
    }

    /// <summary>A request over HTTP(S) for a certification, with what a feedback says in clear: it can only be of test persons.</summary>
    public static byte[] Asked(ObservedRequest request)
    {
        var json = Begin();
        json.WriteString("at", Text(request.At));
        WriteSender(json, 0, request.Remote);
        WriteHttp(json, request.Asked(request.Route));
        if (request.Feedback is { } feedback) json.WriteString("feedback", feedback);
        if (request.FeedbackText is { } text) json.WriteString("feedback_text", text);
        WriteBody(json, request.Plain, request.Note, isOurs: false);
        return End(json);
    }

    /// <summary>Its answer.</summary>
    public static byte[] Answered(ObservedRequest request, DateTimeOffset at)
    {
        var json = Begin();
        json.WriteString("at", Text(at));
        WriteSender(json, 0, request.Remote);
        WriteHttp(json, request.Answered(request.Route, at));
        json.WriteBoolean("answered", request.Result is not null);
        json.WriteBoolean("idle", request.IsIdle);
        return End(json);
    }

    /// <summary>The end of a connection for a live trace.</summary>
    public static byte[] Closed(DateTimeOffset at, long connection, string remote, string reason)
    {
        var json = Begin();
        json.WriteString("at", Text(at));
        WriteSender(json, connection, remote);
        json.WriteString("reason", reason);
        return End(json);
    }

    /// <summary>An entry of a recording.</summary>
    /// <param name="plain">The body in clear.</param>
    /// <param name="droppedBefore">Frames that were not recorded, between the entry before and this one.</param>
    public static byte[] Entry(in ObservedFrame frame, string node, ReadOnlyMemory<byte> plain, long droppedBefore)
    {
        // "body: " has stood there since there are recordings.
        var whole = Entry(frame, node, plain, droppedBefore, frame.Note?.StartsWith(TrafficNote.WrongKey, StringComparison.Ordinal) == true ? "body: " + frame.Note : frame.Note);
        return whole.Length <= LengthMax ? whole : Entry(frame, node, default, droppedBefore, TrafficNote.TooLong);
    }

    private static byte[] Entry(in ObservedFrame frame, string node, ReadOnlyMemory<byte> plain, long droppedBefore, string? note)
    {
        var json = Begin();
        json.WriteString("node", node);
        WriteSender(json, frame.Connection, frame.Remote);
        if (frame.Route is null) WriteFrame(json, frame, null);
        else WriteHttp(json, frame);
        if (droppedBefore > 0) json.WriteNumber("dropped_before", droppedBefore);
        WriteBody(json, plain, note, !frame.IsInbound);
        return End(json);
    }

    private static void WriteSender(Utf8JsonWriter json, long connection, string remote)
    {
        json.WriteNumber("connection", connection);
        json.WriteString("remote", remote);
    }

    private static void WriteFrame(Utf8JsonWriter json, in ObservedFrame frame, string? statusText)
    {
        json.WriteString("direction", frame.IsInbound ? "in" : "out");
        if (frame.Fault is not null) json.WriteString("fault", frame.Fault);
        if (statusText is not null) json.WriteString("status_text", statusText);
        json.WriteString("command", CommandWord.Name(frame.Command));
        json.WriteString("command_word", Words[frame.Command]);
        json.WriteNumber("packet", frame.Packet);
        json.WriteNumber("packets", frame.Packets);
        json.WriteNumber("status", frame.Status);
        json.WriteNumber("body_length", frame.BodyLength);
    }

    private static void WriteHttp(Utf8JsonWriter json, in ObservedFrame frame)
    {
        json.WriteString("direction", frame.IsInbound ? "in" : "out");
        json.WriteString("route", frame.Route);
        if (frame.IsInbound) return;
        json.WriteNumber("result", frame.Result);
        json.WriteString("message", frame.Message);
    }

    private static void WriteBody(Utf8JsonWriter json, ReadOnlyMemory<byte> plain, string? note, bool isOurs)
    {
        if (note is null && !plain.IsEmpty && !BodyMask.TryWrite(json, "body", plain, isOurs)) note = TrafficNote.NoJson;
        if (note is not null) json.WriteString("body_note", note);
    }

    private static string StatusText(byte status) => status switch
    {
        FrameStatus.Idle => "idle",
        FrameStatus.Success => "success",
        FrameStatus.Failure => "failure",
        _ => "follow-up: " + CommandWord.Name(status),
    };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Utf8JsonWriter Begin()
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        var json = _writer ??= new Utf8JsonWriter(buffer, Options);
        json.Reset(buffer);
        json.WriteStartObject();
        return json;
    }

    private static byte[] End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        return _buffer!.WrittenSpan.ToArray();
    }
}
