using Gateway.Simulator.Ledgers;

namespace Gateway.Simulator.Persons;

/// <summary>
/// The lists of terminals as a file: every change a JSON object a line, without anything personal. It is their disk over restarts of the simulator, and what <c>verify
/// --rosters</c> compares. What a terminal did within the last moments before the simulator was killed may be missing (<see cref="JsonLineFile"/>).
/// </summary>
internal sealed class PersonLog(JsonLineFile file) : IAsyncDisposable
{
    private const string KeptWord = "kept";
    private const string DeletedWord = "deleted";
    private const string ResetWord = "reset";

    /// <summary>Opens a file, which may be there from an earlier run; what it says comes first, as one line a person.</summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read or written.</exception>
    /// <exception cref="FormatException">The file is none of these.</exception>
    public static (PersonLog Log, IReadOnlyDictionary<string, Dictionary<string, HeldPerson>> There) Open(string path, TimeProvider time)
    {
        var there = File.Exists(path) ? Read(path) : [];
        File.Delete(path);
        return (new PersonLog(new JsonLineFile(path, time)), there);
    }

    /// <summary>
    /// Who is on which terminal by this file: by SN, by user_id. A terminal of which it only says that it was reset, or that has lost everybody, has an empty list.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="FormatException">The file is none of these; the message names the line.</exception>
    public static Dictionary<string, Dictionary<string, HeldPerson>> Read(string path)
    {
        var terminals = new Dictionary<string, Dictionary<string, HeldPerson>>(StringComparer.Ordinal);
        var number = 0;
        var torn = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (torn > 0) throw new FormatException($"{path}, line {torn}: no object of a list of persons.");
            if (!TryApply(terminals, line)) torn = number; // the last line may be torn: whoever wrote it was killed
        }

        return terminals;
    }

    /// <summary>The person is there now.</summary>
    public void Kept(string sn, HeldPerson person) => file.Append((sn, person), static (json, entry) =>
    {
        Begin(json, entry.sn, KeptWord, entry.person.UserId);
        json.WriteString("content", entry.person.Content);
        if (entry.person.PhotoSha256.Length > 0) json.WriteString("photo_sha256", entry.person.PhotoSha256);
    });

    /// <summary>He is not there any more.</summary>
    public void Deleted(string sn, string userId) => file.Append((sn, userId), static (json, entry) => Begin(json, entry.sn, DeletedWord, entry.userId));

    /// <summary>Nobody is.</summary>
    public void Reset(string sn) => file.Append(sn, static (json, sn) => Begin(json, sn, ResetWord, ""));

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static void Begin(Utf8JsonWriter json, string sn, string did, string userId)
    {
        json.WriteString("sn", sn);
        json.WriteString("did", did);
        if (userId.Length > 0) json.WriteString("user_id", userId);
    }

    private static bool TryApply(Dictionary<string, Dictionary<string, HeldPerson>> terminals, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            string Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            var sn = Text("sn");
            if (!terminals.TryGetValue(sn, out var list)) terminals[sn] = list = new Dictionary<string, HeldPerson>(StringComparer.Ordinal);
            switch (Text("did"))
            {
                case KeptWord:
                    list[Text("user_id")] = new HeldPerson(Text("user_id"), Text("content"), Text("photo_sha256"));
                    return true;
                case DeletedWord:
                    list.Remove(Text("user_id"));
                    return true;
                case ResetWord:
                    list.Clear();
                    return true;
                default:
                    return false;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
