using System.Text.Json.Nodes;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>What is said of an operation beside its code: a part of <c>Examples/&lt;tag&gt;.json</c>.</summary>
/// <param name="Repeat">What a repeated request does; of every operation but GET.</param>
/// <param name="Problems">Codes that it answers with, beside those that follow from its kind (<see cref="CommonProblems"/>).</param>
/// <param name="Headers">By status: headers of its answers.</param>
/// <param name="Requests">Bodies to show.</param>
/// <param name="Answers">The same; their names begin with the status.</param>
internal sealed record OperationBook(
    string? Repeat, IReadOnlyList<string> Problems, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers,
    IReadOnlyList<BodyExample> Requests, IReadOnlyList<BodyExample> Answers)
{
    private const string Resources = "openapi-examples.";

    /// <summary>Every tag and what it is for.</summary>
    public static IReadOnlyDictionary<string, string> Tags { get; }

    /// <summary>By operation id.</summary>
    public static IReadOnlyDictionary<string, OperationBook> All { get; }

    /// <summary>By code: what stands in an example of it beside type, title and status.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Problem { get; }

    static OperationBook()
    {
        var tags = new Dictionary<string, string>();
        var all = new Dictionary<string, OperationBook>();
        Problem = Read("problems").ToDictionary(static problem => problem.Key, static problem => problem.Value!.AsObject());
        foreach (var name in typeof(OperationBook).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            var tag = name[Resources.Length..^".json".Length];
            if (tag == "problems") continue;
            var book = Read(tag);
            tags.Add(tag, (string)book["tag"]!);
            foreach (var (id, said) in book["operations"]!.AsObject()) all.Add(id, Of(said!.AsObject()));
        }

        (Tags, All) = (tags, all);
    }

    private static OperationBook Of(JsonObject said) => new(
        (string?)said["repeat"],
        [.. said["problems"]?.AsArray().Select(static code => (string)code!) ?? []],
        said["headers"]?.AsObject().ToDictionary(static h => h.Key, static IReadOnlyList<string> (h) => [.. h.Value!.AsArray().Select(static name => (string)name!)]) ?? [],
        [.. said["requests"]?.AsObject().Select(static body => BodyExample.Of(body.Key, body.Value)) ?? []],
        [.. said["answers"]?.AsObject().Select(static body => BodyExample.Of(body.Key, body.Value)) ?? []]);

    private static JsonObject Read(string name)
    {
        using var stream = typeof(OperationBook).Assembly.GetManifestResourceStream(Resources + name + ".json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}

/// <summary>One body to show.</summary>
/// <param name="Name">What it shows; of an answer it begins with the status.</param>
/// <param name="Value">The body: JSON, or the text.</param>
internal sealed record BodyExample(string Name, string MediaType, JsonNode? Value)
{
    private const string At = " @ ";

    /// <param name="key"><c>name</c>, JSON; or <c>name @ media type</c>, a text or the list of its lines.</param>
    public static BodyExample Of(string key, JsonNode? value)
    {
        var at = key.IndexOf(At, StringComparison.Ordinal);
        if (at < 0) return new BodyExample(key, "application/json", value);
        var text = value is JsonArray lines ? string.Join('\n', lines.Select(static line => (string)line!)) : (string)value!;
        return new BodyExample(key[..at], key[(at + At.Length)..], text);
    }
}
