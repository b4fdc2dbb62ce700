using Gateway.Simulator.Persons;

namespace Gateway.Simulator.Firmwares;

/// <summary>A person as a terminal got him.</summary>
/// <param name="Held">What it keeps of him.</param>
/// <param name="IsBad">A photo that is neither JPEG nor PNG: nobody can be recognised by it, so the person is refused.</param>
/// <param name="IsInline">The photo stood in the JSON.</param>
internal sealed record TerminalPerson(HeldPerson Held, bool IsBad, bool IsInline)
{
    /// <summary>Reads a person as the clients do: <c>user_id</c> and <c>name</c> must be there, a photo may be.</summary>
    /// <param name="packets">The photo that came in packets of its own (D17); empty for none.</param>
    /// <returns>Null: no person that can be read.</returns>
    public static TerminalPerson? Read(JsonElement json, ReadOnlySpan<byte> packets)
    {
        if (Text(json, "user_id") is not { Length: > 0 } userId || Text(json, "name") is not { } name) return null;
        var face = Text(json, "face_template") ?? "";
        var inline = new byte[face.Length];
        var isText = Convert.TryFromBase64String(face, inline, out var length);
        var photo = packets.IsEmpty ? inline.AsSpan(0, length) : packets;
        var hash = PersonContent.PhotoOf(photo);
        var content = PersonContent.Of(name, Text(json, "work_sn") ?? "", Text(json, "id_card") ?? "", hash);
        return new TerminalPerson(new HeldPerson(userId, content, hash), !isText || PersonContent.IsBad(photo), face.Length > 0);
    }

    /// <summary>A member that is text; null if it is not there or something else.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
