using Gateway.Host.Platform.Keys;
using Gateway.Host.Platform.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Gateway.Host.Platform.OpenApi;

/// <summary>The OpenAPI document, made of the routes themselves, and a page that shows it. Both work without any other network.</summary>
internal static class OpenApiSetup
{
    private const string DocumentPath = "/openapi/v1.json";

    private const string Introduction = """
        The platform's side of the gateway. Every route under /api needs `Authorization: Bearer <key>`; the key's role decides: `viewer` may GET, `platform` may do everything but keys and
        settings, `admin` everything. Times are RFC 3339 in UTC. Unknown fields and unknown query parameters are refused. Errors are RFC 9457 problem details: decide by `type`
        (`urn:gateway:problem:…`); `errors` names the fields.
        """;

    public static void AddDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = api => api.RelativePath is { } path
            && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("health/", StringComparison.Ordinal));
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Complete(operation, context);
            return Task.CompletedTask;
        });
    });

    public static void MapDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi(DocumentPath).AllowAnonymous();
        routes.MapScalarApiReference("/docs", options => options
            .WithTitle("Gateway – Platform API")
            .WithOpenApiRoutePattern(DocumentPath)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()).AllowAnonymous();
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "Gateway – Platform API";
        document.Info.Version = "v1";
        document.Info.Description = Introduction;
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[BearerHandler.SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key of this gateway.",
        };
    }

    private static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<QueryMetadata>().SelectMany(q => q.Parameters))
            (operation.Parameters ??= []).Add(Parameter(parameter));

        if (metadata.OfType<IAllowAnonymous>().Any())
            return;

        (operation.Security ??= []).Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerHandler.SchemeName, context.Document)] = [] });
    }

    private static OpenApiParameter Parameter(QueryParameter parameter)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        if (parameter.IsTime)
            schema.Format = "date-time";

        if (parameter.OneOf.Count > 0 && !parameter.Several)
            schema.Enum = [.. parameter.OneOf.Select(o => (System.Text.Json.Nodes.JsonNode)o)];

        if (parameter.Range is { } range)
        {
            schema.Type = JsonSchemaType.Integer;
            schema.Format = "int64";
            schema.Minimum = range.Min.ToString(System.Globalization.CultureInfo.InvariantCulture);
            schema.Maximum = range.Max.ToString(System.Globalization.CultureInfo.InvariantCulture);
            schema.Default = parameter.Default;
        }

        var several = parameter.Several ? " One or more of: " + string.Join(", ", parameter.OneOf) + "." : "";
        return new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description + several, Schema = schema };
    }
}
