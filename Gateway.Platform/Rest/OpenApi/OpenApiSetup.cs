using Gateway.Platform.Commands;
using Gateway.Platform.Rest.Keys;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>The OpenAPI document, made of the routes themselves, and a page that shows it. Both work without any other network.</summary>
internal static class OpenApiSetup
{
    private const string DocumentPath = "/openapi/v1.json";
    private const string DocsPath = "/docs";

    /// <summary>The page's script comes with its package; whatever else it would fetch, it must not.</summary>
    private const string DocsPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Introduction = """
        The platform's side of the gateway. Every route under /api needs `Authorization: Bearer <key>`; the key's role decides: `viewer` may GET,
        `platform` may do everything but keys and settings, `admin` everything. Times are RFC 3339 in UTC. Unknown fields and unknown query parameters
        are refused. Errors are RFC 9457 problem details: decide by `type` (`urn:gateway:problem:…`); `errors` names the fields.
        """;

    public static void AddDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = api => api.RelativePath is { } path
            && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("health/", StringComparison.Ordinal) || path == "metrics");
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Correct(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(new OperationCompletion());
    });

    public static void MapDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi(DocumentPath).AllowAnonymous();
        routes.MapScalarApiReference(DocsPath, options => options
            .WithTitle("Gateway – Platform API")
            .WithOpenApiRoutePattern(DocumentPath)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()).AllowAnonymous();
    }

    /// <summary>Keeps the page from fetching anything from elsewhere.</summary>
    public static IApplicationBuilder UseDocsPolicy(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments(DocsPath, StringComparison.Ordinal)) http.Response.Headers.ContentSecurityPolicy = DocsPolicy;
        return next(http);
    });

    private static void Correct(OpenApiSchema schema, Type type)
    {
        // Only what we read is closed: answers may get more fields one day.
        if (!type.Name.EndsWith("Request", StringComparison.Ordinal)) schema.AdditionalPropertiesAllowed = true;

        // Our converters hide from the framework what they read and write.
        if (type == typeof(DateTimeOffset)) schema.Type = JsonSchemaType.String;
        else if (type == typeof(DateTimeOffset?) || type == typeof(FaceTemplate)) schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
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
}
