using System.Diagnostics.CodeAnalysis;

namespace Gateway.Codec.Bodies;

/// <summary>A deletion (§5.3.4, §6.4): <c>{"type":0,"user_id":"…","time":""}</c>.</summary>
/// <param name="userId">Who is to be deleted.</param>
/// <param name="time">Empty over the socket; now, in the terminal's zone, over HTTPS (D22).</param>
/// <param name="type">0; the specification knows no other.</param>
public sealed class PersonDeleteBody(string userId, string time = "", int type = 0)
{
    /// <summary>Who is to be deleted.</summary>
    public string UserId { get; } = userId;

    /// <summary>A time as text, or empty.</summary>
    public string Time { get; } = time;

    /// <summary>0.</summary>
    public int Type { get; } = type;

    /// <summary>Writes the deletion. // D9: type is a number</summary>
    public void Write(IBufferWriter<byte> output)
    {
        output.Write("{\"type\":"u8);
        JsonOutput.Number(output, Type);
        output.Write(",\"user_id\":"u8);
        JsonOutput.Text(output, UserId);
        output.Write(",\"time\":"u8);
        JsonOutput.Text(output, Time);
        output.Write("}"u8);
    }

    /// <summary>The same as a new array.</summary>
    public byte[] ToUtf8() => JsonOutput.ToArray(this, static (output, body) => body.Write(output));

    /// <summary>Reads a deletion, as a terminal does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out PersonDeleteBody? body, out BodyFault fault) =>
        JsonInput.TryRead(json, 0, Read, out body, out fault);

    /// <summary>Reads the current object; gives what is wrong, or null.</summary>
    internal static string? TryRead(ref JsonInput input, out PersonDeleteBody? body)
    {
        body = null;
        string? userId = null, time = null;
        int? type = null;
        while (input.NextProperty())
        {
            if (input.NameIs("user_id"u8))
            {
                if (!input.TryGetText(out userId)) return "user_id is not text";
            }
            else if (input.NameIs("time"u8))
            {
                if (!input.TryGetText(out time)) return "time is not text";
            }
            else if (input.NameIs("type"u8))
            {
                if (!input.TryGetInt(out type)) return "type is not a number";
            }
            else
            {
                input.Skip();
            }
        }

        if (string.IsNullOrWhiteSpace(userId)) return "user_id is missing";
        body = new PersonDeleteBody(userId, time ?? "", type ?? 0);
        return null;
    }

    private static bool Read(ref JsonInput input, int none, out PersonDeleteBody? body, out BodyFault fault)
    {
        body = null;
        if (!BodyRules.IsObject(ref input, out fault)) return false;
        return TryRead(ref input, out body) is not { } description || BodyRules.Refuse(out fault, description);
    }
}
