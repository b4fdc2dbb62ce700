using System.Diagnostics.CodeAnalysis;

namespace Gateway.Codec.Bodies;

/// <summary>A result: code and description, in both directions (§5.3).</summary>
public sealed class ResultBody
{
    /// <summary>A longer code is cut.</summary>
    public const int CodeLengthMax = 32;

    /// <summary>A longer description is cut.</summary>
    public const int DescriptionLengthMax = 500;

    private ResultBody(string? code, string description)
    {
        Code = code;
        Description = description;
    }

    /// <summary>The code as text; any way to write zero is <see cref="ResultCode.Success"/> (D16). Null if it is missing.</summary>
    public string? Code { get; }

    /// <summary>The sender's own words, without control characters, what else cannot be seen escaped (<see cref="VisibleText"/>); empty if it is missing.</summary>
    public string Description { get; }

    /// <summary>True if the code says success.</summary>
    public bool IsSuccess => Code == ResultCode.Success;

    /// <summary>Writes a result.</summary>
    public static void Write(IBufferWriter<byte> output, string code, string description)
    {
        output.Write("{\"result_code\":"u8);
        JsonOutput.Text(output, code);
        output.Write(",\"result_desc\":"u8);
        JsonOutput.Text(output, description);
        output.Write("}"u8);
    }

    /// <summary>The same as a new array.</summary>
    public static byte[] ToUtf8(string code, string description) =>
        JsonOutput.ToArray((code, description), static (output, body) => Write(output, body.code, body.description));

    /// <summary>Reads a result.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out ResultBody? body, out BodyFault fault) =>
        JsonInput.TryRead(json, 0, Read, out body, out fault);

    /// <summary>The code only: the description may hold a person's name.</summary>
    public override string ToString() => $"result {Code ?? "without a code"}";

    internal static ResultBody Of(string? code, string? description)
    {
        var trimmed = code is null ? null : Plain(code, CodeLengthMax).Trim();
        if (trimmed is "") trimmed = null;
        var success = trimmed?.AsSpan().ContainsAnyExcept('0') == false;
        return new ResultBody(success ? ResultCode.Success : trimmed, Plain(description ?? "", DescriptionLengthMax));
    }

    private static bool Read(ref JsonInput input, int none, out ResultBody? body, out BodyFault fault)
    {
        body = null;
        if (!BodyRules.IsObject(ref input, out fault)) return false;
        string? code = null, description = null;
        while (input.NextProperty())
        {
            if (input.NameIs("result_code"u8))
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

        body = Of(code, description);
        return true;
    }

    private static string Plain(string text, int lengthMax)
    {
        if (text.Length > lengthMax) text = text[..(char.IsHighSurrogate(text[lengthMax - 1]) ? lengthMax - 1 : lengthMax)];
        if (text.Any(char.IsControl)) text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        if (VisibleText.HasHidden(text)) text = VisibleText.Shown(text, lengthMax);
        return text.Length > lengthMax ? text[..lengthMax] : text;
    }
}
