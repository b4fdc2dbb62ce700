using System.Text.RegularExpressions;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>
/// Adds to an operation what the framework cannot see: parameters and bodies that the handlers read themselves, the key that is needed, headers,
/// every problem by its code, examples.
/// </summary>
internal sealed partial class OperationCompletion : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var (document, metadata) = (context.Document!, context.Description.ActionDescriptor.EndpointMetadata);
        var names = PathName().Matches(context.Description.RelativePath ?? "").Select(static m => m.Groups[1].Value).ToArray();
        var query = metadata.OfType<QueryMetadata>().SelectMany(static q => q.Parameters);
        var headers = metadata.OfType<HeaderMetadata>().SelectMany(static h => h.Parameters);
        operation.Parameters =
        [
            .. names.Select(ApiParameters.OfPath),
            .. headers.Select(static header => ApiParameters.Of(header, ParameterLocation.Header)),
            .. query.Select(static parameter => ApiParameters.Of(parameter, ParameterLocation.Query)),
        ];
        var book = OperationBook.All.GetValueOrDefault(operation.OperationId ?? "");
        if (metadata.OfType<BodyMetadata>().LastOrDefault() is { } body) operation.RequestBody = await BodyAsync(body, book, context, cancellationToken);
        AddProblems(operation, document, [.. CommonProblems.Of(metadata, names), .. book?.Problems.Select(static code => CommonProblems.Kinds[code]) ?? []]);
        AddAnswers(operation, document, book);
        if (book?.Repeat is { } repeat) operation.Description += "\n\n**Repeated:** " + repeat;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            (operation.Responses ??= [])["4XX"] = new OpenApiResponse { Description = "The request is no HTTP that the server takes; without a body." };
            operation.Security = [new OpenApiSecurityRequirement()];
            return;
        }

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerHandler.SchemeName, document)] = [] }];
    }

    private static async Task<OpenApiRequestBody> BodyAsync(
        BodyMetadata body, OperationBook? book, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        IOpenApiSchema schema = body.Type is { } type
            ? await new ApiSchemas(context.Document!, context.GetOrCreateSchemaAsync).AddAsync(type, cancellation)
            : new OpenApiSchema { Type = JsonSchemaType.String };
        var content = body.MediaTypes.ToDictionary(static m => m, _ => new OpenApiMediaType { Schema = schema });
        foreach (var (mediaType, shown) in content) Show(shown, book?.Requests.Where(example => example.MediaType == mediaType));
        return new OpenApiRequestBody { Required = body.IsRequired, Content = content };
    }

    private static void AddProblems(OpenApiOperation operation, OpenApiDocument document, ProblemKind[] kinds)
    {
        var problem = new OpenApiSchemaReference(nameof(ProblemResponse), document);
        foreach (var group in kinds.Distinct().GroupBy(static kind => kind.Status))
        {
            var status = group.Key.ToString(CultureInfo.InvariantCulture);
            var examples = group.ToDictionary(static kind => kind.Code, IOpenApiExample (kind) => new OpenApiExampleReference(kind.Code, document));
            operation.Responses ??= [];
            operation.Responses[status] = new OpenApiResponse
            {
                Description = $"{ReasonPhrases.GetReasonPhrase(group.Key)}: {string.Join(", ", group.Select(static kind => $"`{kind.Code}`"))}.",
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemResult.ContentType] = new() { Schema = problem, Examples = examples } },
            };
        }
    }

    private static void AddAnswers(OpenApiOperation operation, OpenApiDocument document, OperationBook? book)
    {
        foreach (var (status, answer) in (operation.Responses ?? []).ToArray())
        {
            if (answer is not OpenApiResponse response) continue;
            foreach (var header in OpenApiHeaders.Of(status).Concat(book?.Headers.GetValueOrDefault(status) ?? []))
                (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[header] = new OpenApiHeaderReference(header, document);
            foreach (var (mediaType, shown) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                // Streams, pages and files are no JSON, whatever type the route names for its JSON.
                if (mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType == "application/x-ndjson")
                    shown.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
                if (mediaType.StartsWith("image/", StringComparison.Ordinal)) shown.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
                Show(shown, book?.Answers.Where(example => example.MediaType == mediaType && example.Name.StartsWith(status, StringComparison.Ordinal))
                    .Select(example => example with { Name = example.Name.Length == status.Length ? response.Description! : example.Name[status.Length..].Trim() }));
            }
        }
    }

    private static void Show(OpenApiMediaType body, IEnumerable<BodyExample>? examples)
    {
        foreach (var example in examples ?? [])
            (body.Examples ??= new Dictionary<string, IOpenApiExample>())[example.Name] = new OpenApiExample { Value = example.Value?.DeepClone() ?? JsonNullSentinel.JsonNull };
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex PathName();
}
