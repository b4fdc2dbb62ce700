using System.Text.Json.Nodes;
using Gateway.Tests.House;

namespace Gateway.Tests.Platform.OpenApi;

/// <summary>An OpenAPI document and its operations.</summary>
internal sealed class ApiDocument
{
    /// <summary>Where the repository has it.</summary>
    public const string Path = "docs/openapi.json";

    private static readonly Lazy<ApiDocument> Kept = new(static () => new ApiDocument(JsonNode.Parse(Repository.Read(Path))!));

    private readonly ILookup<string, ApiOperation> _byMethod;

    public ApiDocument(JsonNode json)
    {
        Json = json;
        Schemas = new SchemaCheck(json);
        Operations =
        [
            .. json["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject().Select(o => new ApiOperation(o.Key.ToUpperInvariant(), path.Key, o.Value!))),
        ];
        _byMethod = Operations.OrderBy(static o => o.Path.Count(static c => c == '{')).ToLookup(static o => o.Method);
    }

    /// <summary>The one of the repository, which a test holds against the running gateway's.</summary>
    public static ApiDocument OfRepository => Kept.Value;

    public JsonNode Json { get; }

    public SchemaCheck Schemas { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>The operation that answers; null: none.</summary>
    /// <param name="path">As it was sent.</param>
    public ApiOperation? Find(string method, string path) => _byMethod[method].FirstOrDefault(o => o.Fits(path));

    /// <summary>The object, or what it refers to.</summary>
    public JsonNode Resolve(JsonNode node) => Schemas.Resolve(node);
}

/// <summary>One operation of the document.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonNode Json)
{
    private readonly string[] _segments = Path.Split('/');

    public string Id => (string?)Json["operationId"] ?? "";

    public string Name => $"{Method} {Path} ({Id})";

    public IEnumerable<(string Status, JsonNode Json)> Answers => Json["responses"]!.AsObject().Select(static r => (r.Key, r.Value!));

    public bool Fits(string path)
    {
        var given = path.Split('/');
        return given.Length == _segments.Length && given.Zip(_segments, static (one, told) => one == told || (told.StartsWith('{') && one.Length > 0)).All(static fits => fits);
    }
}
