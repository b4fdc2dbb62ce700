using Gateway.Codec.Framing;

namespace Gateway.Codec.Bodies;

/// <summary>What the readers of several bodies ask for.</summary>
internal static class BodyRules
{
    /// <summary>Gives the fault; always false, to be returned.</summary>
    public static bool Refuse(out BodyFault fault, string description)
    {
        fault = new BodyFault(ResultCode.SenderFault, description);
        return false;
    }

    public static bool IsObject(ref JsonInput input, out BodyFault fault)
    {
        fault = default;
        return input.IsObject || Refuse(out fault, "the body is not a JSON object");
    }

    public static bool IsArray(ref JsonInput input, out BodyFault fault)
    {
        fault = default;
        return input.IsArray || Refuse(out fault, "the body is not a JSON array");
    }

    /// <summary>D11: a body may leave its SN out; if it has one, it must be the header's.</summary>
    public static bool IsSnOf(ReadOnlySpan<byte> text, in SerialNumber expected) =>
        expected.IsEmpty || text.TrimEnd("\0 "u8).IsEmpty || expected.TextEquals(text);
}
