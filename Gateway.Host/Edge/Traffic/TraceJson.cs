using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Actors.Sessions;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp;

namespace Gateway.Edge.Traffic;

/// <summary>Writes what a trace shows: the header decoded, the body decrypted from a copy and masked (<see cref="BodyMask"/>).</summary>
internal static class TraceJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Inbound(in InboundFrame inbound, DateTimeOffset at)
    {
        var (connection, frame, fault) = (inbound.Connection, inbound.Frame, inbound.Fault);
        return Object(connection, at, json =>
        {
            json.WriteString("direction", "in");
            if (fault != FrameFault.None)
            {
                json.WriteString("fault", fault.ToString());
            }

            // The first packet of several holds the encrypted JSON, the others raw bytes (D7).
            var cipher = fault == FrameFault.None ? connection.Terminal.Cipher : null;
            WriteFrame(json, frame.Command, frame.PacketNumber, frame.PacketTotal, frame.Status, frame.Body, cipher);
        });
    }

    public static ReadOnlyMemory<byte> Outbound(TerminalConnection connection, in OutboundFrame frame, DateTimeOffset at)
    {
        var sent = frame;
        return Object(connection, at, json =>
        {
            json.WriteString("direction", "out");
            json.WriteString("status_text", sent.Status switch
            {
                FrameStatus.Idle => "idle",
                FrameStatus.Success => "success",
                FrameStatus.Failure => "failure",
                _ => "follow-up: " + CommandWord.Name(sent.Status),
            });
            WriteFrame(json, sent.Command, sent.PacketNumber, sent.PacketTotal, sent.Status, sent.Body, connection.Terminal.Cipher);
        });
    }

    public static ReadOnlyMemory<byte> Closed(TerminalConnection connection, CloseReason reason, DateTimeOffset at) =>
        Object(connection, at, json => json.WriteString("reason", reason.ToString()));

    private static ReadOnlyMemory<byte> Object(TerminalConnection connection, DateTimeOffset at, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("at", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber("connection", connection.Number);
            json.WriteString("remote", connection.Remote);
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static void WriteFrame(Utf8JsonWriter json, byte command, int packet, int packets, byte status, ReadOnlyMemory<byte> body, DesCipher? cipher)
    {
        json.WriteString("command", CommandWord.Name(command));
        json.WriteString("command_word", string.Create(CultureInfo.InvariantCulture, $"0x{command:X2}"));
        json.WriteNumber("packet", packet);
        json.WriteNumber("packets", packets);
        json.WriteNumber("status", status);
        json.WriteNumber("body_length", body.Length);
        if (body.IsEmpty)
        {
            return;
        }

        var plain = new byte[body.Length];
        if (packet > 1)
        {
            json.WriteString("body_note", "raw bytes");
        }
        else if (cipher is null)
        {
            json.WriteString("body_note", "not decrypted");
        }
        else if (!cipher.TryDecrypt(body.Span, plain, out var length))
        {
            json.WriteString("body_note", "cannot be decrypted with this terminal's key");
        }
        else if (!BodyMask.TryWrite(json, "body", plain.AsMemory(0, length)))
        {
            json.WriteString("body_note", "decrypts, but is no JSON");
        }
    }
}
