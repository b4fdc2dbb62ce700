using Gateway.Codec.Framing;

namespace Gateway.Codec.Bodies;

/// <summary>
/// The body of a 0x10 request (§5.3.1): a heartbeat, or the terminal's answer to a clock correction (D12). Reading a heartbeat allocates nothing;
/// the texts are made when they are asked for.
/// </summary>
public readonly struct HeartbeatBody
{
    private readonly ShortText _sn;
    private readonly ShortText _dateTime;

    private HeartbeatBody(in ShortText sn, in ShortText dateTime, ResultBody? clockResult)
    {
        _sn = sn;
        _dateTime = dateTime;
        ClockResult = clockResult;
        if (DeviceTime.TryParse(dateTime.Span, out var local)) LocalTime = local;
    }

    /// <summary>The terminal's SN as the body has it; null if it is missing.</summary>
    public string? Sn => _sn.ToText();

    /// <summary>The terminal's time as it came; null if it is missing.</summary>
    public string? DateTimeText => _dateTime.ToText();

    /// <summary>
    /// The terminal's time in its own zone. Null if it is missing or unreadable, which is no fault: a clock that shows nonsense is one that needs setting.
    /// </summary>
    public DateTime? LocalTime { get; }

    /// <summary>The answer to a clock correction: <c>result_code</c> and no <c>date_time</c>. Null for a heartbeat. // D12</summary>
    public ResultBody? ClockResult { get; }

    /// <summary>Reads a body.</summary>
    /// <param name="json">The decrypted body.</param>
    /// <param name="expectedSn">The header's SN. A body with another is at fault, an empty or missing one is not (D11). <c>default</c>: not compared.</param>
    /// <param name="body">The body.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, in SerialNumber expectedSn, out HeartbeatBody body, out BodyFault fault) =>
        JsonInput.TryRead(json, expectedSn, Read, out body, out fault);

    /// <summary>Writes a terminal's heartbeat.</summary>
    public static void Write(IBufferWriter<byte> output, string sn, string dateTimeText)
    {
        output.Write("{\"sn\":"u8);
        JsonOutput.Text(output, sn);
        output.Write(",\"date_time\":"u8);
        JsonOutput.Text(output, dateTimeText);
        output.Write("}"u8);
    }

    /// <summary>The same as a new array.</summary>
    public static byte[] ToUtf8(string sn, string dateTimeText) =>
        JsonOutput.ToArray((sn, dateTimeText), static (output, body) => Write(output, body.sn, body.dateTimeText));

    private static bool Read(ref JsonInput input, SerialNumber expectedSn, out HeartbeatBody body, out BodyFault fault)
    {
        body = default;
        if (!BodyRules.IsObject(ref input, out fault)) return false;
        ShortText sn = default, dateTime = default;
        string? code = null, description = null;
        while (input.NextProperty())
        {
            if (input.NameIs("sn"u8))
            {
                if (!sn.TryRead(ref input)) return BodyRules.Refuse(out fault, "sn is not text of at most 32 bytes");
            }
            else if (input.NameIs("date_time"u8))
            {
                if (!dateTime.TryRead(ref input)) dateTime = default; // No text, or too long for a time: a dead clock (D36).
            }
            else if (input.NameIs("result_code"u8))
            {
                if (!input.TryGetText(out code)) return BodyRules.Refuse(out fault, "result_code is not text");
            }
            else if (input.NameIs("result_desc"u8))
            {
                if (!input.TryGetText(out description)) return BodyRules.Refuse(out fault, "result_desc is not text");
            }
            else
            {
                input.Skip();
            }
        }

        if (!BodyRules.IsSnOf(sn.Span, expectedSn)) return BodyRules.Refuse(out fault, "sn differs from the header's SN"); // D11
        body = new HeartbeatBody(sn, dateTime, code is not null && dateTime.IsEmpty ? ResultBody.Of(code, description) : null);
        return true;
    }
}
