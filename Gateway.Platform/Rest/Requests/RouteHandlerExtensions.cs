using Gateway.Platform.Rest.Problems;

namespace Gateway.Platform.Rest.Requests;

/// <summary>What the routes of the Platform API say of themselves.</summary>
internal static class RouteHandlerExtensions
{
    /// <summary>Name, one line and a paragraph for the OpenAPI document.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, string description) =>
        route.WithName(name).WithSummary(summary).WithDescription(description);

    /// <summary>The parameters that the handler reads with a <see cref="QueryReader"/>.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder route, IReadOnlyList<QueryParameter> parameters) =>
        route.WithMetadata(new QueryMetadata(parameters));

    /// <summary>The headers that the handler reads, beside those of authentication and content negotiation.</summary>
    public static RouteHandlerBuilder WithHeaders(this RouteHandlerBuilder route, params IReadOnlyList<QueryParameter> headers) => route.WithMetadata(new HeaderMetadata(headers));

    /// <summary>The JSON body that the handler reads with <see cref="JsonBody"/>.</summary>
    public static RouteHandlerBuilder WithBody<T>(this RouteHandlerBuilder route) => route.WithMetadata(new BodyMetadata(typeof(T), ["application/json"]));

    /// <summary>The statuses that this route answers with as problem details, beside 401, 403 and 500 that all have.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) route.Produces<ProblemResponse>(status, ProblemResult.ContentType);
        return route;
    }
}
