using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Platform.Rest.OpenApi;
using Xunit;

namespace Gateway.Tests.Platform.OpenApi;

/// <summary>The document has all that a reader or a generator looks for. A new route tells here what it lacks.</summary>
public sealed partial class ApiDocumentTests
{
    private static readonly string[] NoText = ["image/jpeg", "image/png"];

    /// <summary>Their descriptions name words of other fields.</summary>
    private static readonly string[] NoSets = ["PutSiteRequest.completed_on", "PutSiteRequest.settled_on", "RosterPersonResponse.name"];

    private static ApiDocument Document => ApiDocument.OfRepository;

    [Fact]
    public void Operations_AreDescribed_WithAllThatTheyTakeAndAnswer()
    {
        var lacks = new List<string>();
        foreach (var operation in Document.Operations)
        {
            void Lack(string what) => lacks.Add($"{operation.Name}: {what}");

            var book = $"Rest/OpenApi/Examples/{operation.Json["tags"]?[0]}.json";
            if (operation.Json["tags"] is not JsonArray { Count: 1 }) Lack("give it one tag: .WithTags(\"…\")");
            if (operation.Id.Length == 0 || operation.Json["summary"] is null || operation.Json["description"] is null) Lack("say what it is: .Describe(id, summary, paragraph)");
            if (operation.Method != "GET" && operation.Json["description"]?.ToString().Contains("**Repeated:**", StringComparison.Ordinal) != true)
                Lack($"say under \"repeat\" in {book} what a repeated request does");
            foreach (var parameter in operation.Json["parameters"]?.AsArray() ?? []) ParameterLacks(parameter!).ForEach(Lack);
            foreach (var (mediaType, body) in operation.Json["requestBody"]?["content"]?.AsObject() ?? [])
                if (body!["examples"] is null) Lack($"show a request under \"requests\" in {book}, of {mediaType}");
            foreach (var (status, answer) in operation.Answers)
            {
                foreach (var (mediaType, body) in answer["content"]?.AsObject() ?? [])
                {
                    if (body!["examples"] is not null || NoText.Contains(mediaType)) continue;
                    Lack(mediaType == "application/problem+json"
                        ? $"it declares problems of status {status}: name them under \"problems\" in {book}"
                        : $"show the answer under \"answers\" in {book}: \"{status}{(mediaType == "application/json" ? "" : " @ " + mediaType)}\"");
                }
            }
        }

        Tell(lacks);
        Tell(Document.Operations.GroupBy(static o => o.Id).Where(static same => same.Count() > 1).Select(static same => $"several operations are named {same.Key}"));
    }

    [Fact]
    public void Schemas_AreDescribed_AndWhatIsAClosedSetIsAnEnum()
    {
        var lacks = new List<string>();
        foreach (var (name, schema) in Document.Json["components"]!["schemas"]!.AsObject())
        {
            foreach (var (property, said) in schema!["properties"]?.AsObject() ?? [])
            {
                var text = Document.Resolve(said!);
                var description = said!["description"]?.ToString() ?? "";
                if (Words().Count(description) > 1 && IsText(text) && text["enum"] is null && !NoSets.Contains($"{name}.{property}"))
                    lacks.Add($"{name}.{property} seems to have a few fixed values ({description}): add it to Rest/OpenApi/ClosedSets.cs, or describe it without a list of them");
            }
        }

        Tell(lacks);
        var lost = ClosedSets.All.SelectMany(static set => set.Places).Where(static place => !Exists(place.Split('.')));
        Tell(lost.Select(static place => $"ClosedSets.cs has {place}, which is not in the document"));
    }

    [Fact]
    public void Examples_FitTheirSchemas()
    {
        var wrong = from operation in Document.Operations
                    from holder in operation.Answers.Select(static a => a.Json).Append(operation.Json["requestBody"] ?? new JsonObject())
                    from body in holder["content"]?.AsObject() ?? []
                    from example in body.Value!["examples"]?.AsObject() ?? []
                    from fault in Document.Schemas.Faults(body.Value["schema"]!, Document.Resolve(example.Value!)["value"])
                    select $"{operation.Name}, \"{example.Key}\": {fault}";

        Tell(wrong);
        Tell(OperationBook.All.Keys.Except(Document.Operations.Select(static o => o.Id)).Select(static id => $"Rest/OpenApi/Examples tells of {id}, which is no operation"));
        Tell(Document.Json["components"]!["examples"]!.AsObject().Select(static e => e.Key).Where(static code => !OperationBook.Problem.ContainsKey(code))
            .Select(static code => $"say in Rest/OpenApi/Examples/problems.json what {code} says in detail"));
    }

    [Fact]
    public void Unions_AreToldApart()
    {
        foreach (var (union, property) in new[] { ("FeedItemResponse", "kind"), ("DeviceEventData", "event"), ("CommandRequest", "type") })
        {
            var schema = Document.Json["components"]!["schemas"]![union]!;
            Assert.Equal(property, (string?)schema["discriminator"]!["propertyName"]);
            Assert.Equal(
                schema["oneOf"]!.AsArray().Select(static v => (string?)v!["$ref"]).Order(),
                schema["discriminator"]!["mapping"]!.AsObject().Select(static m => (string?)m.Value).Distinct().Order());
        }
    }

    /// <summary>Whole sentences: xUnit shows the beginnings only.</summary>
    private static void Tell(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong));

    private static List<string> ParameterLacks(JsonNode parameter)
    {
        var lacks = new List<string>();
        var (name, schema) = ((string?)parameter["name"], Document.Resolve(parameter["schema"]!));
        if (string.IsNullOrEmpty((string?)parameter["description"])) lacks.Add($"describe the parameter {name}, in Rest/OpenApi/ApiParameters.cs if it is in the path");
        if (IsText(schema) && schema["enum"] is null && parameter["example"] is null) lacks.Add($"give an example of the parameter {name} in Rest/OpenApi/ApiParameters.cs");
        return lacks;
    }

    private static bool IsText(JsonNode schema) => schema["type"] is JsonArray types ? types.Any(static t => (string?)t == "string") : (string?)schema["type"] == "string";

    private static bool Exists(string[] place) =>
        Document.Json["components"]!["schemas"]![place[0]]?["properties"]?[place[1]] is not null
        || Document.Operations.Any(o => o.Id == place[0] && o.Json["parameters"]!.AsArray().Any(p => (string?)p!["name"] == place[1]));

    /// <summary>Words of the contract in a description: <c>`online`, `offline`</c> or <c>`never`</c>.</summary>
    [GeneratedRegex("`[a-z][a-z_.-]*`(,| or |;|$)")]
    private static partial Regex Words();
}
