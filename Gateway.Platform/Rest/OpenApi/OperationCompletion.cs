using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>Adds to an operation what the framework cannot see: parameters and bodies that the handlers read themselves, and the key that is needed.</summary>
internal sealed partial class OperationCompletion : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> PathParameters = new()
    {
        ["sn"] = "Serial number of the terminal, percent-encoded where needed.",
        ["id"] = "Its id, as the list shows it.",
        ["kind"] = "idphoto, photo or inf_photo.",
    };

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var query = metadata.OfType<QueryMetadata>().SelectMany(q => q.Parameters);
        operation.Parameters = [.. PathNames(context.Description.RelativePath).Select(OfPath), .. query.Select(OfQuery)];
        if (metadata.OfType<BodyMetadata>().LastOrDefault() is { } body) operation.RequestBody = await BodyAsync(body, context, cancellationToken);
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            var scheme = new OpenApiSecuritySchemeReference(BearerHandler.SchemeName, context.Document);
            (operation.Security ??= []).Add(new OpenApiSecurityRequirement { [scheme] = [] });
        }
    }

    private static async Task<OpenApiRequestBody> BodyAsync(BodyMetadata body, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        IOpenApiSchema schema = new OpenApiSchema { Type = JsonSchemaType.String };
        if (body.Type is { } type)
        {
            context.Document!.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
            schema = new OpenApiSchemaReference(type.Name, context.Document);
        }

        return new OpenApiRequestBody
        {
            Required = true,
            Content = body.MediaTypes.ToDictionary(m => m, _ => new OpenApiMediaType { Schema = schema }),
        };
    }

    private static IEnumerable<string> PathNames(string? path) => PathName().Matches(path ?? "").Select(m => m.Groups[1].Value);

    private static IOpenApiParameter OfPath(string name) => new OpenApiParameter
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = PathParameters.GetValueOrDefault(name),
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static IOpenApiParameter OfQuery(QueryParameter parameter)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        if (parameter.IsTime) schema.Format = "date-time";
        if (parameter.OneOf.Count > 0 && !parameter.Several) schema.Enum = [.. parameter.OneOf.Select(o => (JsonNode)o)];
        if (parameter.Range is { } range)
        {
            schema.Type = JsonSchemaType.Integer;
            schema.Format = "int64";
            schema.Minimum = range.Min.ToString(CultureInfo.InvariantCulture);
            schema.Maximum = range.Max.ToString(CultureInfo.InvariantCulture);
            schema.Default = parameter.Default;
        }

        var several = parameter.Several ? " One or more of: " + string.Join(", ", parameter.OneOf) + "." : "";
        return new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description + several, Schema = schema };
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex PathName();
}
