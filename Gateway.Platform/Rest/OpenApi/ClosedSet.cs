namespace Gateway.Platform.Rest.OpenApi;

/// <summary>A text whose values are all known: an enum of the document, and so of every generated client.</summary>
/// <param name="Name">Of its schema; frozen.</param>
/// <param name="Description">For people.</param>
/// <param name="Values">All of them. More may be added one day, none taken away.</param>
/// <param name="Places">Where it stands: <c>Schema.property</c>, of a list its items; or <c>OperationId.parameter</c>.</param>
internal sealed record ClosedSet(string Name, string Description, IReadOnlyList<string> Values, params IReadOnlyList<string> Places);
