using System.Text.Json.Nodes;
using Gateway.Platform.Rest.Requests;
using Microsoft.OpenApi;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>The parameters of the document.</summary>
internal static class ApiParameters
{
    private static readonly Dictionary<string, string> OfPaths = new()
    {
        ["sn"] = "Serial number of the terminal, percent-encoded where needed.",
        ["id"] = "Its id, as the list shows it.",
        ["kind"] = "Which of its photos.",
        ["code"] = "Code of the construction site, percent-encoded where needed.",
        ["user_id"] = "The platform's id of the person, percent-encoded where needed.",
        ["run"] = "Number of the run, as POST /api/v1/retention/run answered it.",
    };

    /// <summary>By name; a parameter whose values are all listed needs none.</summary>
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["sn"] = "84E0F420576B0001",
        ["id"] = "019ca6b1-ec18-7c1e-8f5a-3a1d5b0c9e42",
        ["code"] = "HK-2026-014",
        ["user_id"] = "1001",
        ["site"] = "HK-2026-014",
        ["region"] = "Haikou",
        ["run"] = "7",
        ["tag"] = "north gate",
        ["q"] = "gate",
        ["from"] = "2026-03-01T00:00:00Z",
        ["to"] = "2026-03-02T00:00:00Z",
        ["cursor"] = "MjAyNi0wMy0wMQ",
        ["generation"] = "5d1c0b7e9f42",
        ["key_id"] = "admin",
        ["subject"] = "84E0F420576B0001",
        ["Last-Event-ID"] = "5d1c0b7e9f42:41",
        ["Accept-Language"] = "zh-CN",
    };

    public static IOpenApiParameter OfPath(string name) => Make(name, ParameterLocation.Path, OfPaths.GetValueOrDefault(name), new OpenApiSchema { Type = JsonSchemaType.String });

    public static IOpenApiParameter Of(QueryParameter parameter, ParameterLocation where)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        if (parameter.IsTime) schema.Format = "date-time";
        if (parameter.OneOf.Count > 0) schema.Enum = [.. parameter.OneOf.Select(static o => (JsonNode)o)];
        if (parameter.Range is { } range)
        {
            schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int64",
                Minimum = range.Min.ToString(CultureInfo.InvariantCulture),
                Maximum = range.Max == long.MaxValue ? null : range.Max.ToString(CultureInfo.InvariantCulture),
                Default = parameter.Default,
            };
        }

        if (!parameter.Several) return Make(parameter.Name, where, parameter.Description, schema);
        var list = Make(parameter.Name, where, parameter.Description, new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema });
        (list.Style, list.Explode) = (ParameterStyle.Form, false);
        return list;
    }

    private static OpenApiParameter Make(string name, ParameterLocation where, string? description, OpenApiSchema schema) => new()
    {
        Name = name,
        In = where,
        Required = where == ParameterLocation.Path,
        Description = description,
        Schema = schema,
        Example = schema.Type == JsonSchemaType.String && schema.Enum is null ? Examples.GetValueOrDefault(name) : null,
    };
}
