namespace Gateway.Platform.Rest.Requests;

/// <summary>
/// A route's body, for the OpenAPI document. Not the framework's own metadata: routing would then answer 415 to a caller who has not yet shown a key.
/// </summary>
/// <param name="Type">Null: text, described by the route.</param>
internal sealed record BodyMetadata(Type? Type, IReadOnlyList<string> MediaTypes)
{
    /// <summary>False: the request may come without one.</summary>
    public bool IsRequired { get; init; } = true;
}

/// <summary>Parameters of a route's query, for the OpenAPI document.</summary>
internal sealed record QueryMetadata(IReadOnlyList<QueryParameter> Parameters);

/// <summary>Headers that a route's handler reads, for the OpenAPI document.</summary>
internal sealed record HeaderMetadata(IReadOnlyList<QueryParameter> Parameters);

/// <summary>The route is answered 503 while the node is overloaded.</summary>
internal sealed record SheddableMetadata;
