using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Traffic;

/// <summary>Writes an entry as it is stored: the fields of a live trace (<see cref="TraceJson"/>), the node, and the body masked (<see cref="BodyMask"/>).</summary>
internal static class FrameJson
{
    /// <summary>Bytes of an entry. A body that makes it longer is left out: 200 of them must stay small.</summary>
    public const int LengthMax = 4096;

    /// <summary>Note of such a body.</summary>
    public const string TooLong = "too long to be kept";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Words = [.. Enumerable.Range(0, 256).Select(static word => string.Create(CultureInfo.InvariantCulture, $"0x{word:X2}"))];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <param name="plain">The body in clear.</param>
    /// <param name="droppedBefore">Frames that were not recorded, between the entry before and this one.</param>
    public static byte[] Write(in FrameHead head, string node, ReadOnlyMemory<byte> plain, long droppedBefore)
    {
        var whole = Write(head, node, plain, droppedBefore, head.Note);
        return whole.Length <= LengthMax ? whole : Write(head, node, default, droppedBefore, TooLong);
    }

    private static byte[] Write(in FrameHead head, string node, ReadOnlyMemory<byte> plain, long droppedBefore, string? note)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        var json = _writer ??= new Utf8JsonWriter(buffer, Options);
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("node", node);
        json.WriteNumber("connection", head.Connection);
        json.WriteString("remote", head.Remote);
        json.WriteString("direction", head.IsInbound ? "in" : "out");
        if (head.Fault is not null) json.WriteString("fault", head.Fault);
        if (head.Route is null) WriteFrame(json, head);
        else WriteHttp(json, head);
        if (droppedBefore > 0) json.WriteNumber("dropped_before", droppedBefore);
        if (note is null && !plain.IsEmpty && !BodyMask.TryWrite(json, "body", plain)) note = "decrypts, but is no JSON";
        if (note is not null) json.WriteString("body_note", note);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteFrame(Utf8JsonWriter json, in FrameHead head)
    {
        json.WriteString("command", CommandWord.Name(head.Command));
        json.WriteString("command_word", Words[head.Command]);
        json.WriteNumber("packet", head.Packet);
        json.WriteNumber("packets", head.Packets);
        json.WriteNumber("status", head.Status);
        json.WriteNumber("body_length", head.BodyLength);
    }

    private static void WriteHttp(Utf8JsonWriter json, in FrameHead head)
    {
        json.WriteString("route", head.Route);
        if (head.IsInbound) return;
        json.WriteNumber("result", head.Result);
        json.WriteString("message", head.Message);
    }
}
