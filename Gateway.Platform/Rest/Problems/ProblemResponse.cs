namespace Gateway.Platform.Rest.Problems;

/// <summary>What went wrong (RFC 9457). What a problem has nothing to say of is absent.</summary>
/// <param name="Type"><c>urn:gateway:problem:…</c>: decide by it.</param>
/// <param name="Title">The same text for every problem of this type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">About this occurrence, for people.</param>
/// <param name="Errors">Per field or parameter what is wrong with it.</param>
/// <param name="TraceId">Finds the log line of an internal error.</param>
/// <param name="Fork">Of a position of the feed: the first number that may be another item than was read under it.</param>
/// <param name="Oldest">The first number of the feed that is kept.</param>
/// <param name="Head">The last number of the feed.</param>
/// <param name="Generation">The generation of the feed.</param>
/// <param name="SettledLine">Of an import that stopped: every line up to this one was dealt with.</param>
/// <param name="Created">What it had made.</param>
/// <param name="Updated">What it had changed.</param>
/// <param name="Removed">How many persons would be removed: give it as <c>confirm_removals</c> if that is meant.</param>
// For the OpenAPI document; ProblemResult writes it.
internal sealed record ProblemResponse(
    string Type,
    string Title,
    int Status,
    string? Detail = null,
    IReadOnlyDictionary<string, string[]>? Errors = null,
    string? TraceId = null,
    long? Fork = null,
    long? Oldest = null,
    long? Head = null,
    string? Generation = null,
    long? SettledLine = null,
    long? Created = null,
    long? Updated = null,
    long? Removed = null);
