using System.Text.Json.Serialization;
using Gateway.Platform.Commands;
using Gateway.Platform.Jobs;
using Gateway.Platform.Rest.Keys;
using Microsoft.OpenApi;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>The OpenAPI document, made of the routes themselves. The console shows it at /docs.</summary>
internal static class OpenApiSetup
{
    /// <summary>Where the document is.</summary>
    public const string DocumentPath = "/openapi/v1.json";

    private const string Introduction = """
        The platform's side of the gateway. Every route under /api needs `Authorization: Bearer <key>`; the key's role decides: `viewer` may GET,
        `platform` may do everything but keys and settings, `admin` everything. Times are RFC 3339 in UTC. Unknown fields and unknown query parameters
        are refused. Errors are RFC 9457 problem details: decide by `type` (`urn:gateway:problem:…`); `errors` names the fields; 429 and 503 may say
        in `Retry-After` when to come back. An operation that changes something says under **Repeated** what a repeated request does. Answers may get new
        fields, and enums new values, with a new version: leave aside what you do not know.
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

            // What is left out when there is nothing to say need not be there.
            foreach (var property in context.JsonTypeInfo.Properties)
                if (property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) == true) schema.Required?.Remove(property.Name);

            return Task.CompletedTask;
        });
        options.AddOperationTransformer(new OperationCompletion());
        options.AddDocumentTransformer(new DocumentCompletion());
    });

    public static void MapDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi(DocumentPath).AllowAnonymous();

    private static void Correct(OpenApiSchema schema, Type type)
    {
        // Only what we read is closed: answers may get more fields one day.
        if (!type.Name.EndsWith("Request", StringComparison.Ordinal)) schema.AdditionalPropertiesAllowed = true;

        // Our converters hide from the framework what they read and write.
        if (type == typeof(DateTimeOffset)) schema.Type = JsonSchemaType.String;
        else if (type == typeof(DateTimeOffset?) || type == typeof(FaceTemplate)) schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        else if (type == typeof(JobCanary)) schema.Type = JsonSchemaType.Integer | JsonSchemaType.String | JsonSchemaType.Null;
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "Gateway – Platform API";
        document.Info.Version = "v1";
        document.Info.Description = Introduction;
        document.Info.License = new OpenApiLicense { Name = "Apache 2.0", Identifier = "Apache-2.0" };
        document.Servers = [new OpenApiServer { Url = "/", Description = "The gateway that serves this document." }];
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
