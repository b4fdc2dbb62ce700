using System.Text.RegularExpressions;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Reports;

/// <summary>Frames for people: header fields with their meaning, the body decrypted, photos by their length.</summary>
internal static partial class FrameDescriber
{
    private const int RawShownMax = 64;

    /// <summary>A request, as it goes out.</summary>
    /// <param name="json">Its body in clear.</param>
    public static string Request(byte command, byte state, string sn, ByteOrder order, int frameLength, ReadOnlySpan<byte> json) => Text(
        $"-> {CommandWord.Name(command)} (0x{command:X2})  state 0x{state:X2}  SN {sn}  ")
        + Text($"{frameLength} bytes, {order.ToString().ToLowerInvariant()}-endian") + Body(json);

    /// <summary>A frame that came from the gateway.</summary>
    /// <param name="json">Its body in clear; null if it does not decrypt, and empty for the later packets of a message, which are not encrypted.</param>
    public static string Reply(in Frame frame, byte[]? json, TimeSpan after)
    {
        var packet = frame.PacketTotal == 0 ? "" : Text($"  packet {frame.PacketNumber} of {frame.PacketTotal}");
        var length = FrameReader.FrameLengthMin + frame.Body.Length;
        var header = Text($"<- {CommandWord.Name(frame.Command)} (0x{frame.Command:X2}){packet}  status 0x{frame.Status:X2} {Status(frame.Status)}  ")
            + Text($"SN {frame.Sn}  {length} bytes, after {after.TotalMilliseconds:F1} ms");
        if (frame.Body.IsEmpty) return header + Body([]);
        if (json is { Length: > 0 }) return header + Body(json);
        var what = json is null ? "that do not decrypt" : "raw";
        return header + Text($"\n   {frame.Body.Length} bytes {what}: {Hex(frame.Body.Span)}");
    }

    /// <summary>The first bytes as hexadecimal.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexString(bytes[..Math.Min(bytes.Length, RawShownMax)]) + (bytes.Length > RawShownMax ? "..." : "");

    private static string Status(byte status) => status switch
    {
        FrameStatus.Idle => "(idle)",
        FrameStatus.Success => "(success)",
        FrameStatus.Failure => "(failure)",
        CommandWord.PersonPush or CommandWord.PersonDelete => $"({CommandWord.Name(status)} follows)",
        _ => "(not in the specification)"
    };

    private static string Meaning(string code) => code switch
    {
        ResultCode.Success => "success",
        ResultCode.SenderFault => "failure, invalid data",
        ResultCode.ServerFault => "unknown error, a fault of the server",
        ResultCode.Malformed => "the body is no JSON",
        ResultCode.ClockFailed => "the clock could not be set",
        _ => "not in the specification"
    };

    private static string Body(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return "\n   no body";
        var text = LongText().Replace(Encoding.UTF8.GetString(json), match => Text($"{match.Groups[1].Value}\"({match.Groups[2].Length} characters)\""));
        var code = ResultCodeText().Match(text);
        return "\n   " + text + (code.Success ? $"\n   {code.Groups[1].Value}: {Meaning(code.Groups[1].Value)}" : "");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("(\"face_template\"\\s*:\\s*)\"([^\"]+)\"")]
    private static partial Regex LongText();

    [GeneratedRegex("\"result_code\"\\s*:\\s*\"?([0-9]+)")]
    private static partial Regex ResultCodeText();
}
