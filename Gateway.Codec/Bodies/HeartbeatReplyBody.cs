using System.Diagnostics.CodeAnalysis;

namespace Gateway.Codec.Bodies;

/// <summary>The body of a heartbeat's reply with status 0x01: set your clock (§5.3.1, D12).</summary>
public sealed class HeartbeatReplyBody
{
    private HeartbeatReplyBody(string command, string? dateTimeText)
    {
        Command = command;
        DateTimeText = dateTimeText;
        if (dateTimeText is not null && DeviceTime.TryParse(dateTimeText, out var local)) LocalTime = local;
    }

    /// <summary>What the terminal is to do: <c>cmd</c>; empty if it is missing.</summary>
    public string Command { get; }

    /// <summary>The first parameter's <c>date_time</c> as it came; null if it is missing.</summary>
    public string? DateTimeText { get; }

    /// <summary>The same in the terminal's zone; null if it is unreadable.</summary>
    public DateTime? LocalTime { get; }

    /// <summary>Writes the body.</summary>
    /// <param name="output">Gets the JSON.</param>
    /// <param name="command">The text of <c>cmd</c>: <c>set_time</c> unless the dialect says otherwise.</param>
    /// <param name="dateTimeText">The right time in the terminal's zone; see <see cref="DeviceTime.Format"/>.</param>
    public static void Write(IBufferWriter<byte> output, string command, string dateTimeText)
    {
        output.Write("{\"cmd\":"u8);
        JsonOutput.Text(output, command);
        output.Write(",\"params\":[{\"date_time\":"u8);
        JsonOutput.Text(output, dateTimeText);
        output.Write("}]}"u8);
    }

    /// <summary>The same as a new array.</summary>
    public static byte[] ToUtf8(string command, string dateTimeText) =>
        JsonOutput.ToArray((command, dateTimeText), static (output, body) => Write(output, body.command, body.dateTimeText));

    /// <summary>Reads the body, as a terminal does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out HeartbeatReplyBody? body, out BodyFault fault) =>
        JsonInput.TryRead(json, 0, Read, out body, out fault);

    private static bool Read(ref JsonInput input, int none, out HeartbeatReplyBody? body, out BodyFault fault)
    {
        body = null;
        if (!BodyRules.IsObject(ref input, out fault)) return false;
        string? command = null, dateTime = null;
        while (input.NextProperty())
        {
            if (input.NameIs("cmd"u8))
            {
                if (!input.TryGetText(out command)) return BodyRules.Refuse(out fault, "cmd is not text");
            }
            else if (input.NameIs("params"u8))
            {
                if (!TryReadParams(ref input, ref dateTime)) return BodyRules.Refuse(out fault, "params is not an array of objects with a text date_time");
            }
            else
            {
                input.Skip();
            }
        }

        body = new HeartbeatReplyBody(command ?? "", dateTime);
        return true;
    }

    private static bool TryReadParams(ref JsonInput input, ref string? dateTime)
    {
        if (input.IsNull) return true;
        if (!input.IsArray) return false;
        while (input.NextItem())
        {
            if (!input.IsObject) return false;
            while (input.NextProperty())
            {
                if (dateTime is not null || !input.NameIs("date_time"u8)) input.Skip();
                else if (!input.TryGetText(out dateTime)) return false;
            }
        }

        return true;
    }
}
