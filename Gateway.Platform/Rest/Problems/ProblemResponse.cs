namespace Gateway.Platform.Rest.Problems;

/// <summary>What went wrong (RFC 9457).</summary>
/// <param name="Type"><c>urn:gateway:problem:…</c>: decide by it.</param>
/// <param name="Title">The same text for every problem of this type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">About this occurrence, for people.</param>
/// <param name="Errors">Per field or parameter what is wrong with it.</param>
/// <param name="TraceId">Finds the log line of an internal error.</param>
// For the OpenAPI document; ProblemResult writes it.
internal sealed record ProblemResponse(
    string Type, string Title, int Status, string? Detail = null, IReadOnlyDictionary<string, string[]>? Errors = null, string? TraceId = null);
