using System.Text.Json.Nodes;
using Gateway.Storage.Audit;

namespace Gateway.WebConsole.Audit;

/// <summary>One field that an audited change has touched.</summary>
/// <param name="Field">As the API names it.</param>
/// <param name="Before">Null: there was nothing, or it is not known.</param>
/// <param name="After">Null: it is gone.</param>
internal sealed record AuditChange(string Field, string? Before, string? After)
{
    /// <summary>What a row's JSON says, field by field; what did not change is left out.</summary>
    public static IReadOnlyList<AuditChange> Of(AuditEntry entry)
    {
        var (before, after) = (Fields(entry.Before), Fields(entry.After));
        var changed = entry.After is null ? before.Keys : after.Keys; // What is to be holds only what changes.
        return [.. changed.Select(field => new AuditChange(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field))).Where(static one => one.Before != one.After)];
    }

    private static Dictionary<string, string> Fields(string? json)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            if (json is not null && JsonNode.Parse(json) is JsonObject fields)
                foreach (var (name, value) in fields) found[name] = Text(value);
        }
        catch (JsonException)
        {
            found["body"] = json!; // It was written by somebody else: shown as it is.
        }

        return found;
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(", ", list.Select(Text)),
        JsonObject fields => string.Join(", ", fields.Select(static field => $"{field.Key}: {Text(field.Value)}")),
        _ => value.ToString(),
    };
}
