using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Terminals;

/// <summary>
/// Says whether an answer is right. Reads strictly, by itself and not with the codec's lenient readers: what the gateway writes has exactly the names
/// and types of the specification (D9), and a fault of the codec must not hide in the judge.
/// </summary>
internal static class AnswerJudge
{
    /// <summary>The answer to a heartbeat (§5.3.1, D12, D13).</summary>
    /// <param name="utcOffset">The zone in which the gateway tells the time.</param>
    public static HeartbeatAnswer Heartbeat(in AssembledMessage message, TerminalIdentity terminal, TimeSpan utcOffset)
    {
        if (!message.Attachment.IsEmpty) return HeartbeatAnswer.Wrong("has several packets");
        switch (message.Status)
        {
            case FrameStatus.Idle when message.Body.IsEmpty:
                return default;
            case CommandWord.PersonPush or CommandWord.PersonDelete when message.Body.IsEmpty:
                return new HeartbeatAnswer(FollowUp: message.Status);
            case FrameStatus.Success:
                return SetClock(message, terminal, utcOffset);
            case FrameStatus.Failure:
                return HeartbeatAnswer.Wrong(Refusal(message, terminal));
            default:
                return HeartbeatAnswer.Wrong(
                    string.Create(CultureInfo.InvariantCulture, $"status 0x{message.Status:X2} with a body of {message.Body.Length} bytes"));
        }
    }

    /// <summary>The answer to an attendance upload (§5.3.3): what is wrong with it; null if it acknowledges the records.</summary>
    public static string? Upload(in AssembledMessage message, TerminalIdentity terminal)
    {
        if (!message.Attachment.IsEmpty) return "has several packets";
        if (message.Status != FrameStatus.Success) return Refusal(message, terminal);
        if (!TryReadResult(message, terminal, out var code, out var description, out var fault)) return fault;
        return code == ResultCode.Success ? null : $"{code} {description}";
    }

    /// <summary>Reads <c>{result_code, result_desc}</c>, both as text.</summary>
    public static bool TryReadResult(in AssembledMessage message, TerminalIdentity terminal, out string code, out string description, out string? fault)
    {
        code = description = "";
        using var json = Open(message, terminal, out fault);
        if (json is null) return false;
        if (!StrictJson.TryText(json.RootElement, "result_code", out code, out fault)) return false;
        return StrictJson.TryText(json.RootElement, "result_desc", out description, out fault);
    }

    /// <summary>Decrypts and parses a body; null with the fault if it is no JSON object.</summary>
    public static JsonDocument? Open(in AssembledMessage message, TerminalIdentity terminal, out string? fault)
    {
        fault = "has no body";
        if (message.Body.IsEmpty) return null;
        fault = "does not decrypt with the terminal's key";
        return terminal.TryDecrypt(message.Body.Span, out var plain) ? StrictJson.Open(plain, out fault) : null;
    }

    private static HeartbeatAnswer SetClock(in AssembledMessage message, TerminalIdentity terminal, TimeSpan utcOffset)
    {
        using var json = Open(message, terminal, out var fault);
        if (json is null) return HeartbeatAnswer.Wrong(fault!);
        if (!StrictJson.TryText(json.RootElement, "cmd", out var command, out fault)) return HeartbeatAnswer.Wrong(fault!);
        if (command.Length == 0) return HeartbeatAnswer.Wrong("cmd is empty");
        if (!json.RootElement.TryGetProperty("params", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != 1)
            return HeartbeatAnswer.Wrong("params is no array of one object");

        if (!StrictJson.TryText(list[0], "date_time", out var text, out fault)) return HeartbeatAnswer.Wrong(fault!);
        return DateTime.TryParseExact(text, DeviceTime.Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new HeartbeatAnswer(SetClockTo: new DateTimeOffset(time, utcOffset))
            : HeartbeatAnswer.Wrong("date_time is no time");
    }

    private static string Refusal(in AssembledMessage message, TerminalIdentity terminal)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"status 0x{message.Status:X2}");
        if (message.Body.IsEmpty) return status + " without a body";
        return TryReadResult(message, terminal, out var code, out var description, out var fault) ? $"{status}, {code} {description}" : $"{status}, {fault}";
    }
}

/// <summary>What a heartbeat was answered.</summary>
/// <param name="FollowUp">The command word that is announced; 0 when none is (D13).</param>
/// <param name="SetClockTo">What the clock is to show; null when it is right (D12).</param>
/// <param name="Fault">Why the answer is wrong; null when it is right.</param>
internal readonly record struct HeartbeatAnswer(byte FollowUp = 0, DateTimeOffset? SetClockTo = null, string? Fault = null)
{
    /// <summary>An answer that should not have come.</summary>
    public static HeartbeatAnswer Wrong(string fault) => new(Fault: fault);
}
