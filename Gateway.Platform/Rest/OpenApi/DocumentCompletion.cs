using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Actors.Feed;
using Gateway.Platform.Alarms;
using Gateway.Platform.Commands;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Feed;
using Gateway.Platform.Rest.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>The last hand on the document: unions, enums, what a request must have, problems, headers, tags.</summary>
internal sealed class DocumentCompletion : IOpenApiDocumentTransformer
{
    /// <summary>Fields without which a request is refused. The records leave them open, so that the refusal can name them.</summary>
    private static readonly string[] Needed =
    [
        "BatchRequest.targets", "BatchRequest.command", "KeyRequest.name", "KeyRequest.role", "PersonRequest.user_id", "PersonRequest.name", "RegistrationSearchRequest.id_number",
        "JobRequest.targets", "JobRequest.command", "RosterPersonRequest.name", "ResyncRequest.reason",
    ];

    private static readonly (string Kind, Type Type)[] FeedItems =
    [
        (FeedItemJson.KindText(FeedKind.Attendance), typeof(AttendanceFeedItem)), (FeedItemJson.KindText(FeedKind.Registration), typeof(RegistrationFeedItem)),
        (FeedItemJson.KindText(FeedKind.Command), typeof(CommandFeedItem)), (FeedItemJson.KindText(FeedKind.Device), typeof(DeviceFeedItem)),
    ];

    private static readonly (string Kind, Type Type)[] DeviceEvents =
    [
        ("online", typeof(DeviceStatusChange)), ("offline", typeof(DeviceStatusChange)), .. AlarmCodes.OfTerminals.Select(static code => (code, typeof(DeviceAlarm))),
    ];

    private static readonly (string Kind, Type Type)[] Commands =
    [
        (CommandText.Of(CommandType.PersonPush), typeof(PersonPushRequest)), (CommandText.Of(CommandType.PersonDelete), typeof(PersonDeleteRequest)),
        (CommandText.Of(CommandType.ClockSet), typeof(ClockSetRequest)),
    ];

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schemas = new ApiSchemas(document, context.GetOrCreateSchemaAsync);
        await schemas.AddAsync(typeof(DeviceEventData), cancellationToken);
        await schemas.AddAsync(typeof(CommandOutcome), cancellationToken);
        await schemas.UniteAsync(typeof(DeviceEventData), "event", DeviceEvents, cancellationToken);
        await schemas.UniteAsync(typeof(FeedItemResponse), "kind", FeedItems, cancellationToken);
        await schemas.UniteAsync(typeof(CommandRequest), "type", Commands, cancellationToken);
        foreach (var place in Needed) schemas.Need(place);
        foreach (var set in ClosedSets.All) Place(document, schemas, set);
        schemas.OpenAny();

        var components = document.Components!;
        components.Schemas = new SortedDictionary<string, IOpenApiSchema>(components.Schemas!, StringComparer.Ordinal);
        components.Examples = Responses(document)
            .SelectMany(static r => r.Content?.TryGetValue(ProblemResult.ContentType, out var problem) == true ? problem.Examples?.Keys ?? [] : [])
            .Distinct().Order(StringComparer.Ordinal).ToDictionary(static code => code, static IOpenApiExample (code) => ProblemExample(CommonProblems.Kinds[code]));
        components.Headers = OpenApiHeaders.All.Where(header => Responses(document).Any(r => r.Headers?.ContainsKey(header.Name) == true))
            .ToDictionary(static header => header.Name, static IOpenApiHeader (header) => OpenApiHeaders.Of(header));
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>()) tag.Description = OperationBook.Tags.GetValueOrDefault(tag.Name ?? "");
    }

    private static void Place(OpenApiDocument document, ApiSchemas schemas, ClosedSet set)
    {
        var placed = false;
        foreach (var place in set.Places)
        {
            var (holder, name) = (place.Split('.')[0], place.Split('.')[1]);
            placed |= schemas.Close(holder, name, set.Name);
            foreach (var parameter in Operations(document).Where(o => o.OperationId == holder).SelectMany(static o => o.Parameters ?? []).OfType<OpenApiParameter>())
            {
                if (parameter.Name != name) continue;
                placed = true;
                if (parameter.Schema is OpenApiSchema { Type: JsonSchemaType.Array } list) list.Items = schemas.Of(set.Name);
                else parameter.Schema = schemas.Of(set.Name);
                parameter.Example = null;
            }
        }

        if (!placed) return;
        document.AddComponent(set.Name, new OpenApiSchema { Type = JsonSchemaType.String, Description = set.Description, Enum = [.. set.Values.Select(static v => (JsonNode)v)] });
    }

    private static OpenApiExample ProblemExample(ProblemKind kind)
    {
        var value = new JsonObject { ["type"] = kind.Type, ["title"] = kind.Title, ["status"] = kind.Status };
        foreach (var (name, said) in OperationBook.Problem.GetValueOrDefault(kind.Code) ?? []) value[name] = said?.DeepClone();
        return new OpenApiExample { Summary = kind.Title, Value = value };
    }

    private static IEnumerable<OpenApiOperation> Operations(OpenApiDocument document) => document.Paths.Values.SelectMany(static path => path.Operations!.Values);

    private static IEnumerable<IOpenApiResponse> Responses(OpenApiDocument document) => Operations(document).SelectMany(static o => o.Responses!.Values);
}
