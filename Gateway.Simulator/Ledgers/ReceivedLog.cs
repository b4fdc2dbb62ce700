namespace Gateway.Simulator.Ledgers;

/// <summary>What terminals were told to do: one line per pushed person and per deletion. Names are written by their length, photos by their hash.</summary>
/// <param name="stamps">Tells when each was received, written as <c>at</c> in Unix milliseconds; null for no times.</param>
internal sealed class ReceivedLog(JsonLineFile file, TimeProvider? stamps = null) : IAsyncDisposable
{
    private long? At => stamps?.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Appends a pushed person.</summary>
    /// <param name="resultCode">What the terminal answers for the whole frame.</param>
    public void Push(string sn, in ReceivedPerson person, string resultCode) =>
        file.Append((sn, person, resultCode, at: At), static (json, entry) =>
        {
            if (entry.at is { } at) json.WriteNumber("at", at);
            json.WriteString("kind", "push");
            json.WriteString("sn", entry.sn);
            json.WriteString("user_id", entry.person.UserId);
            json.WriteNumber("name_length", entry.person.NameLength);
            json.WriteNumber("photo_bytes", entry.person.PhotoBytes);
            if (entry.person.PhotoSha256 is { } hash) json.WriteString("photo_sha256", hash);
            else json.WriteNull("photo_sha256");
            json.WriteBoolean("photo_in_packets", entry.person.InPackets);
            json.WriteString("result_code", entry.resultCode);
        });

    /// <summary>Appends a deletion.</summary>
    public void Delete(string sn, string userId, string resultCode) =>
        file.Append((sn, userId, resultCode, at: At), static (json, entry) =>
        {
            if (entry.at is { } at) json.WriteNumber("at", at);
            json.WriteString("kind", "delete");
            json.WriteString("sn", entry.sn);
            json.WriteString("user_id", entry.userId);
            json.WriteString("result_code", entry.resultCode);
        });

    public ValueTask DisposeAsync() => file.DisposeAsync();
}

/// <summary>One pushed person, without anything personal.</summary>
/// <param name="NameLength">Characters of the name.</param>
/// <param name="PhotoBytes">Length of the decoded photo; 0 without one.</param>
/// <param name="PhotoSha256">Lower-case hexadecimal; null without a photo.</param>
/// <param name="InPackets">True if the photo came as packets of its own, false if inline (D17).</param>
internal readonly record struct ReceivedPerson(string UserId, int NameLength, int PhotoBytes, string? PhotoSha256, bool InPackets)
{
    /// <summary>What tells this version of him from others (<see cref="Persons.PersonContent"/>).</summary>
    public string Content { get; init; } = "";

    /// <summary>Nobody can be recognised by his photo.</summary>
    public bool IsPhotoBad { get; init; }
}
