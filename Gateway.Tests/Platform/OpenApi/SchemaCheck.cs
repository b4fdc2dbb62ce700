using System.Text.Json.Nodes;

namespace Gateway.Tests.Platform.OpenApi;

/// <summary>
/// Whether JSON fits a schema of the document. It knows the keywords that the document uses and refuses any other, so that none is left unchecked; Redocly's linter, which is a
/// whole implementation, checks the same schemas by the examples. (The maintained library asks a fee of users, the free ones stop at older drafts.)
/// </summary>
internal sealed class SchemaCheck(JsonNode document)
{
    /// <summary>Of a long list the first are looked at.</summary>
    private const int ItemsMax = 20;

    private static readonly HashSet<string> Annotations = ["description", "example", "examples", "default", "discriminator", "title"];

    /// <summary>What does not fit, with its place; empty: it fits.</summary>
    public IReadOnlyList<string> Faults(JsonNode schema, JsonNode? value)
    {
        var faults = new List<string>();
        Check(schema, value, "$", faults);
        return faults;
    }

    /// <summary>The schema itself, where <paramref name="schema"/> refers to one.</summary>
    public JsonNode Resolve(JsonNode schema) => (string?)schema["$ref"] is { } reference ? Resolve(Follow(reference)) : schema;

    private JsonNode Follow(string reference)
    {
        var node = document;
        foreach (var part in reference.TrimStart('#', '/').Split('/'))
            node = node[part.Replace("~1", "/", StringComparison.Ordinal)] ?? throw new InvalidOperationException(reference);
        return node;
    }

    private void Check(JsonNode schema, JsonNode? value, string at, List<string> faults)
    {
        schema = Resolve(schema);
        foreach (var (keyword, said) in schema.AsObject())
        {
            switch (keyword)
            {
                case "type": if (!IsOf(said!, value)) faults.Add($"{at} is {Short(value)}, but the type is {said!.ToJsonString()}"); break;
                case "enum": if (!IsIn(said!, value)) faults.Add($"{at} is {Short(value)}, which is not in the enum {said!.ToJsonString()}"); break;
                case "format": if (value is JsonValue && !HasFormat((string)said!, value)) faults.Add($"{at} is {Short(value)}, which is no {said}"); break;
                case "minimum": if (Number(value) < Number(said)) faults.Add($"{at} is below {said}"); break;
                case "maximum": if (Number(value) > Number(said)) faults.Add($"{at} is above {said}"); break;
                case "required": faults.AddRange(Missing(said!, value).Select(name => $"{at} has no {name}")); break;
                case "properties": CheckProperties(said!, value, at, faults); break;
                case "additionalProperties": CheckOthers(schema, said!, value, at, faults); break;
                case "items": CheckItems(said!, value, at, faults); break;
                case "oneOf": CheckOneOf(schema, said!.AsArray(), value, at, faults); break;
                default: if (!Annotations.Contains(keyword)) faults.Add($"the schema of {at} has the keyword {keyword}: teach {nameof(SchemaCheck)} what it means"); break;
            }
        }
    }

    private void CheckProperties(JsonNode properties, JsonNode? value, string at, List<string> faults)
    {
        if (value is not JsonObject given) return;
        foreach (var (name, schema) in properties.AsObject())
            if (given.TryGetPropertyValue(name, out var property)) Check(schema!, property, $"{at}.{name}", faults);
    }

    private void CheckOthers(JsonNode schema, JsonNode said, JsonNode? value, string at, List<string> faults)
    {
        if (value is not JsonObject given) return;
        foreach (var (name, other) in given.Where(p => schema["properties"]?.AsObject().ContainsKey(p.Key) != true))
        {
            if (said is JsonObject) Check(said, other, $"{at}.{name}", faults);
            else if (!(bool)said) faults.Add($"{at} has the unknown field {name}");
        }
    }

    private void CheckItems(JsonNode schema, JsonNode? value, string at, List<string> faults)
    {
        if (value is not JsonArray items) return;
        for (var i = 0; i < Math.Min(items.Count, ItemsMax); i++) Check(schema, items[i], $"{at}[{i}]", faults);
    }

    private void CheckOneOf(JsonNode schema, JsonArray variants, JsonNode? value, string at, List<string> faults)
    {
        if (schema["discriminator"] is { } told)
        {
            var kind = (string?)(value as JsonObject)?[(string)told["propertyName"]!];
            if ((string?)told["mapping"]![kind ?? ""] is { } reference) Check(Follow(reference), value, at, faults);
            else faults.Add($"{at}.{told["propertyName"]} is {kind ?? "missing"}, which is none of {told["mapping"]!.ToJsonString()}");
            return;
        }

        var tried = variants.Select(variant => Faults(variant!, value)).ToArray();
        var fit = tried.Count(static faults => faults.Count == 0);
        if (fit == 0) faults.AddRange(tried.MinBy(static faults => faults.Count)!.Select(fault => at + fault[1..]));
        else if (fit > 1) faults.Add($"{at} fits {fit} of its variants");
    }

    private static IEnumerable<string> Missing(JsonNode required, JsonNode? value) =>
        value is JsonObject given ? required.AsArray().Select(static name => (string)name!).Where(name => !given.ContainsKey(name)) : [];

    private static bool IsOf(JsonNode types, JsonNode? value) =>
        types is JsonArray several ? several.Any(type => Is((string)type!, value)) : Is((string)types!, value);

    private static bool Is(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && Number(value) % 1 == 0,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => value?.GetValueKind() == JsonValueKind.String,
    };

    private static bool HasFormat(string format, JsonNode value) => value.GetValueKind() != JsonValueKind.String || format switch
    {
        "date-time" => DateTimeOffset.TryParse((string)value!, CultureInfo.InvariantCulture, out _) && ((string)value!).Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParseExact((string)value!, "yyyy-MM-dd", out _),
        "uuid" => Guid.TryParse((string)value!, out _),
        _ => true,
    };

    private static bool IsIn(JsonNode values, JsonNode? value) => values.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value));

    private static decimal? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static string Short(JsonNode? value) => value?.ToJsonString() is not { } text ? "null" : text.Length > 80 ? text[..80] + "…" : text;
}
