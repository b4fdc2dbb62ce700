using System.Text.Json.Nodes;

namespace Gateway.Tests.Platform.OpenApi;

/// <summary>
/// What a client can hold on to, one fact a line, in order: <c>GET /x ?limit: integer</c>, <c>&gt; DeviceResponse.sn: string</c> (an answer), <c>&lt; KeyRequest.name: required</c>
/// (a request), <c>&gt; DeviceStatus: = online</c>. Descriptions, examples and problems are not in it.
/// </summary>
internal static class ApiSurface
{
    private const string Required = ": required";

    public static IReadOnlyList<string> Of(ApiDocument document)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var operation in document.Operations)
        {
            var name = $"{operation.Method} {operation.Path}";
            lines.Add($"{name}: {operation.Id}");
            foreach (var parameter in operation.Json["parameters"]?.AsArray() ?? [])
            {
                lines.Add($"{name} ?{parameter!["name"]}: {Text(parameter["schema"]!)}");
                if ((bool?)parameter["required"] == true) lines.Add($"{name} ?{parameter["name"]}{Required}");
                Add(document, parameter["schema"]!, '<', $"{name} ?{parameter["name"]}", lines);
            }

            if ((bool?)operation.Json["requestBody"]?["required"] == true) lines.Add($"{name} <{Required}");
            AddBodies(document, operation.Json["requestBody"], '<', $"{name} <", lines);
            foreach (var (status, answer) in operation.Answers.Where(static a => a.Status[0] == '2'))
            {
                lines.Add($"{name} >{status}: an answer");
                AddBodies(document, answer, '>', $"{name} >{status} ", lines);
            }
        }

        return [.. lines];
    }

    /// <summary>What breaks a client that was made for <paramref name="before"/>: by subject, as the change log has to name it, what was and is no
    /// more, or is asked for now.</summary>
    public static IReadOnlyList<(string Subject, string Fact)> Breaks(IReadOnlyCollection<string> before, IReadOnlyCollection<string> after)
    {
        var gone = before.Except(after, StringComparer.Ordinal).Where(static line => !(IsAsked(line) && line.EndsWith(Required, StringComparison.Ordinal)));
        var asked = after.Except(before, StringComparer.Ordinal).Where(line =>
            IsAsked(line) && line.EndsWith(Required, StringComparison.Ordinal) && before.Any(b => b.StartsWith(Holder(line), StringComparison.Ordinal)));
        return
        [
            .. gone.Select(line => (Subject(after.Any(a => a.StartsWith(Holder(line), StringComparison.Ordinal)) ? Whole(line) : Holder(line)), "was: " + line))
                .Concat(asked.Select(static line => (Subject(Whole(line)), "is new: " + line))).DistinctBy(static b => b.Item1),
        ];
    }

    private static void AddBodies(ApiDocument document, JsonNode? holder, char side, string name, SortedSet<string> lines)
    {
        foreach (var (mediaType, body) in holder?["content"]?.AsObject() ?? [])
        {
            lines.Add($"{name}{mediaType}: {Text(body!["schema"]!)}");
            Add(document, body["schema"]!, side, name + mediaType, lines);
        }
    }

    private static void Add(ApiDocument document, JsonNode schema, char side, string place, SortedSet<string> lines)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            var name = $"{side} {reference.Split('/')[^1]}";
            if (lines.Add($"{name}: here")) Add(document, document.Resolve(schema), side, name, lines);
            return;
        }

        foreach (var value in schema["enum"]?.AsArray() ?? []) lines.Add($"{place}: = {value}");
        foreach (var variant in schema["oneOf"]?.AsArray() ?? [])
        {
            if (schema["discriminator"] is not null) lines.Add($"{place}: | {Text(variant!)}");
            Add(document, variant!, side, place, lines);
        }

        if (schema["items"] is { } items) Add(document, items, side, place, lines);
        if (schema["additionalProperties"] is JsonObject others) Add(document, others, side, place, lines);
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            lines.Add($"{place}.{name}: {Text(property!)}");
            Add(document, property!, side, $"{place}.{name}", lines);
        }

        foreach (var name in schema["required"]?.AsArray() ?? []) lines.Add($"{place}.{name}{Required}");
    }

    private static string Text(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference) return reference.Split('/')[^1];
        if (schema["oneOf"] is JsonArray variants) return string.Join('|', variants.Select(static v => Text(v!)).Order(StringComparer.Ordinal));
        var types = schema["type"] is JsonArray several ? [.. several.Select(static t => (string)t!)] : new[] { (string?)schema["type"] ?? "any" };
        return string.Join('|', types.Order(StringComparer.Ordinal).Select(type => type switch
        {
            "array" => $"[{Text(schema["items"]!)}]",
            "object" when schema["additionalProperties"] is JsonObject others => $"{{{Text(others)}}}",
            "null" => type,
            _ => schema["format"] is { } format ? $"{type} {format}" : type,
        }));
    }

    /// <summary>Whether it is about what a client sends.</summary>
    private static bool IsAsked(string line) => line[0] == '<' || (line[0] != '>' && !line.Contains(" >", StringComparison.Ordinal));

    /// <summary>The field, parameter, body or operation that a line is about.</summary>
    private static string Whole(string line) => line[..line.IndexOf(": ", StringComparison.Ordinal)];

    /// <summary>The schema, or the operation: what begins like it is a part of it.</summary>
    private static string Holder(string line)
    {
        var whole = Whole(line);
        if (line[0] is '<' or '>') return whole.Split('.')[0] is var schema && whole.Length > schema.Length ? schema + "." : schema + ":";
        return string.Join(' ', whole.Split(' ').Take(2)) + (whole.Count(static c => c == ' ') > 1 ? " " : ":");
    }

    private static string Subject(string name) => name.TrimStart('<', '>', ' ').TrimEnd('.', ':', ' ');
}
