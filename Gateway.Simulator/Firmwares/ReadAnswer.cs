using System.Xml;
using System.Xml.Linq;

namespace Gateway.Simulator.Firmwares;

/// <summary>An answer of §6.1 as a firmware understood it.</summary>
/// <param name="Result">0 fine, -1 failed, -2 unknown SN, -3 nothing given.</param>
/// <param name="Content">Ciphertext; empty for none.</param>
internal readonly record struct ReadAnswer(int Result, string Content)
{
    /// <summary>Characters that end an unquoted text in a lenient JSON parser, and the one that its log cannot decode (field notes).</summary>
    private const string BreakingTheMap = "{}[]/\\:,=;#%";

    private const string StringStart = "<string";
    private const string StringEnd = "</string>";

    /// <summary>Reads it in a firmware's way; false: for this firmware it is an error.</summary>
    public static bool TryRead(AnswerReading reading, byte[] body, out ReadAnswer answer, out string fault)
    {
        answer = default;
        fault = "";
        try
        {
            var text = Encoding.UTF8.GetString(body);
            using var json = JsonDocument.Parse(reading switch
            {
                AnswerReading.Xml => XDocument.Parse(text).Root!.Value,
                AnswerReading.JsonOrString => WithoutString(text),
                _ => text
            });
            var root = json.RootElement;
            if (reading == AnswerReading.PrintedMap && BrokenBy(root) is { } breaking)
            {
                fault = $"the printed map cannot be read again: {breaking}";
                return false;
            }

            answer = new ReadAnswer(root.GetProperty(nameof(Result)).GetInt32(), root.GetProperty(nameof(Content)).GetString() ?? "");
            return true;
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            fault = $"cannot be read as {reading}";
            return false;
        }
    }

    private static string WithoutString(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith(StringStart, StringComparison.Ordinal) || !trimmed.EndsWith(StringEnd, StringComparison.Ordinal)) return text;
        return trimmed[(trimmed.IndexOf('>', StringComparison.Ordinal) + 1)..^StringEnd.Length];
    }

    /// <summary>The member whose text the second parser stumbles over; null for none. An empty Content is the idle case, which this client knows.</summary>
    private static string? BrokenBy(JsonElement root) => root.EnumerateObject()
        .Where(static member => member.Value.ValueKind == JsonValueKind.String && !(member.Name == nameof(Content) && member.Value.GetString() == ""))
        .FirstOrDefault(static member => member.Value.GetString() is "" || member.Value.GetString()!.Any(static c => char.IsWhiteSpace(c) || BreakingTheMap.Contains(c))) is
    { Value.ValueKind: JsonValueKind.String } found
        ? found.Name
        : null;
}
