using System.Diagnostics.CodeAnalysis;

namespace Gateway.Codec.Bodies;

/// <summary>The content of GetDelPerson (§6.4.5): an array of deletions. // D22</summary>
public static class DeletionArrayBody
{
    /// <summary>Writes the array.</summary>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<PersonDeleteBody> deletions)
    {
        ArgumentNullException.ThrowIfNull(deletions);
        output.Write("["u8);
        for (var i = 0; i < deletions.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            deletions[i].Write(output);
        }

        output.Write("]"u8);
    }

    /// <summary>The same as a new array.</summary>
    public static byte[] ToUtf8(IReadOnlyList<PersonDeleteBody> deletions) => JsonOutput.ToArray(deletions, Write);

    /// <summary>Reads the array, as a terminal does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out IReadOnlyList<PersonDeleteBody>? deletions, out BodyFault fault) =>
        JsonInput.TryRead(json, 0, Read, out deletions, out fault);

    private static bool Read(ref JsonInput input, int none, out IReadOnlyList<PersonDeleteBody>? deletions, out BodyFault fault)
    {
        deletions = null;
        if (!BodyRules.IsArray(ref input, out fault)) return false;
        List<PersonDeleteBody> read = [];
        while (input.NextItem())
        {
            if (!input.IsObject) return BodyRules.Refuse(out fault, $"[{read.Count}] is not an object");
            if (PersonDeleteBody.TryRead(ref input, out var deletion) is { } description) return BodyRules.Refuse(out fault, $"[{read.Count}].{description}");
            read.Add(deletion!);
        }

        deletions = read;
        return true;
    }
}
