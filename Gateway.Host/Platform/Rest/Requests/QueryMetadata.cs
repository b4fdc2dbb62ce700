namespace Gateway.Platform.Rest.Requests;

/// <summary>Parameters of a route's query, for the OpenAPI document.</summary>
internal sealed record QueryMetadata(IReadOnlyList<QueryParameter> Parameters);
