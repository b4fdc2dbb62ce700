using Gateway.Codec.Bodies;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Http;

/// <summary>Reads what GetAddPerson and GetDelPerson hand out (D22), strictly: names and types as the specification writes them.</summary>
internal static class HandedOutList
{
    private const int PersonsMax = 20; // D22
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>The persons of GetAddPerson.</summary>
    public static bool TryReadPersons(string content, TerminalIdentity terminal, out List<ReceivedPerson> persons, out string fault)
    {
        var read = new List<ReceivedPerson>();
        var isRight = TryRead(content, terminal, Read, out fault);
        persons = read;
        return isRight;

        string? Read(JsonElement item)
        {
            if (!CommandResponder.TryReadPerson(item, default, out var person, out var wrong)) return wrong;
            if (!StrictJson.TryText(item, "id", out var id, out wrong)) return wrong;
            if (id != person.UserId) return "id is not the user_id";
            read.Add(person);
            return null;
        }
    }

    /// <summary>The user_ids of GetDelPerson.</summary>
    /// <param name="now">The true time in the terminal's zone.</param>
    public static bool TryReadDeletions(string content, TerminalIdentity terminal, DateTimeOffset now, out List<string> userIds, out string fault)
    {
        var read = new List<string>();
        var isRight = TryRead(content, terminal, Read, out fault);
        userIds = read;
        return isRight;

        string? Read(JsonElement item)
        {
            if (!item.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.Number) return "type is no number";
            if (!StrictJson.TryText(item, "user_id", out var userId, out var wrong) || !StrictJson.TryText(item, "time", out var text, out wrong)) return wrong;
            if (userId.Length == 0) return "user_id is empty";
            if (!DateTime.TryParseExact(text, DeviceTime.Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return "time is no time";
            if ((time - now.DateTime).Duration() > ClockTolerance) return "time is not now";
            read.Add(userId);
            return null;
        }
    }

    private static bool TryRead(string content, TerminalIdentity terminal, Func<JsonElement, string?> read, out string fault)
    {
        fault = "Content is no upper-case hexadecimal text"; // field notes
        if (content.Any(char.IsAsciiLetterLower)) return false;
        fault = "Content does not decrypt with the terminal's key";
        if (!terminal.TryDecryptHex(content, out var plain)) return false;
        try
        {
            using var json = JsonDocument.Parse(plain);
            fault = "Content is no JSON array of 1 to 20 objects";
            if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() is 0 or > PersonsMax) return false;
            var faults = json.RootElement.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? read(item) : "no object");
            fault = faults.FirstOrDefault(wrong => wrong is not null) ?? "";
            return fault.Length == 0;
        }
        catch (JsonException)
        {
            fault = "Content decrypts, but is no JSON";
            return false;
        }
    }
}
