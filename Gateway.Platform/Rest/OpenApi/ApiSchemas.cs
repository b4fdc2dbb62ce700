using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gateway.Platform.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>The schemas of the document: adds those that the framework does not make by itself, and makes unions and enums of some.</summary>
internal sealed class ApiSchemas(OpenApiDocument document, Func<Type, ApiParameterDescription?, CancellationToken, Task<OpenApiSchema>> schemaOf)
{
    private static readonly JsonSerializerOptions Names = JsonRules.Configure(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    public IOpenApiSchema Of(string name) => new OpenApiSchemaReference(name, document);

    /// <summary>Adds the schema of a record, and those of the requests in it; gives the reference to it.</summary>
    public async Task<IOpenApiSchema> AddAsync(Type type, CancellationToken cancellation)
    {
        if (Find(type.Name) is not null) return Of(type.Name);
        var schema = await schemaOf(type, null, cancellation);
        document.AddComponent(type.Name, schema);
        foreach (var property in Names.GetTypeInfo(type).Properties)
        {
            var inner = property.PropertyType;
            if (inner.Name.EndsWith("Request", StringComparison.Ordinal)) await AddAsync(inner, cancellation);
            if (Find(inner.Name) is not null) Replace(schema, property.Name, Of(inner.Name));
        }

        return Of(type.Name);
    }

    /// <summary>Makes a component one of several, told apart by <paramref name="property"/>; does nothing where there is no such component.</summary>
    public async Task UniteAsync(Type type, string property, IReadOnlyList<(string Kind, Type Type)> variants, CancellationToken cancellation)
    {
        if (Find(type.Name) is not { } union) return;
        foreach (var group in variants.GroupBy(static v => v.Type))
        {
            await AddAsync(group.Key, cancellation);
            ((OpenApiSchema)Find(group.Key.Name)!.Properties![property]).Enum = [.. group.Select(static v => (JsonNode)v.Kind)];
        }

        document.Components!.Schemas![type.Name] = new OpenApiSchema
        {
            Description = union.Description,
            OneOf = [.. variants.Select(static v => v.Type.Name).Distinct().Select(Of)],
            Discriminator = new OpenApiDiscriminator
            {
                PropertyName = property,
                Mapping = variants.ToDictionary(static v => v.Kind, v => new OpenApiSchemaReference(v.Type.Name, document)),
            },
        };
    }

    /// <summary>Makes <c>Schema.property</c> one of those that must be there.</summary>
    public void Need(string place)
    {
        var (name, property) = (place.Split('.')[0], place.Split('.')[1]);
        if (Find(name) is not { Properties: { } properties } schema) return;
        (schema.Required ??= new HashSet<string>()).Add(property);
        if (properties[property] is not OpenApiSchema open) return;
        if (open.OneOf is { Count: 2 } either) properties[property] = either[1];
        else open.Type &= ~JsonSchemaType.Null;
    }

    /// <summary>Makes a property, or the items of a list, an enum.</summary>
    public bool Close(string name, string property, string set)
    {
        if (Find(name) is not { } schema || schema.Properties?.ContainsKey(property) != true) return false;
        Replace(schema, property, Of(set));
        return true;
    }

    /// <summary>Any JSON at all is not one of null and anything.</summary>
    public void OpenAny()
    {
        const string any = nameof(JsonElement);
        foreach (var properties in document.Components!.Schemas!.Values.Select(static s => s.Properties).OfType<IDictionary<string, IOpenApiSchema>>())
        {
            foreach (var (name, either) in properties.ToArray())
            {
                if (either.OneOf?.OfType<OpenApiSchemaReference>().FirstOrDefault(static r => r.Reference.Id == any) is { } free)
                    properties[name] = new OpenApiSchema { Description = free.Description };
            }
        }

        document.Components.Schemas.Remove(any);
    }

    private static void Replace(OpenApiSchema schema, string property, IOpenApiSchema by)
    {
        var old = schema.Properties![property];
        if (old is OpenApiSchema { Items: not null } list)
        {
            list.Items = by;
            return;
        }

        var optional = old.OneOf is { Count: 2 } || old.Type?.HasFlag(JsonSchemaType.Null) == true;
        var description = old.Description ?? old.OneOf?[^1].Description;
        if (!optional && by is OpenApiSchemaReference plain) plain.Description = description;
        schema.Properties[property] = optional ? new OpenApiSchema { Description = description, OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, by] } : by;
    }

    private OpenApiSchema? Find(string name) => document.Components?.Schemas?.TryGetValue(name, out var schema) == true ? schema as OpenApiSchema : null;
}
