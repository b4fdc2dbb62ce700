namespace Gateway.Simulator.Terminals;

/// <summary>Reads JSON as the specification writes it: names in their exact letters, values in their exact types.</summary>
internal static class StrictJson
{
    /// <summary>Parses an object; null with the fault if it is none.</summary>
    public static JsonDocument? Open(ReadOnlyMemory<byte> utf8, out string? fault)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(utf8);
        }
        catch (JsonException)
        {
            fault = "decrypts, but is no JSON";
            return null;
        }

        fault = null;
        if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
        json.Dispose();
        fault = "is no JSON object";
        return null;
    }

    /// <summary>Reads a member that must be text.</summary>
    public static bool TryText(JsonElement json, string name, out string value, out string? fault)
    {
        value = "";
        fault = null;
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var member)) fault = $"has no {name}";
        else if (member.ValueKind != JsonValueKind.String) fault = $"{name} is no text";
        else value = member.GetString()!;
        return fault is null;
    }
}
