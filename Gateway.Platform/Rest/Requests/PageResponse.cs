namespace Gateway.Platform.Rest.Requests;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items of this page, in the order of the list.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; null at the end.</param>
internal sealed record PageResponse<T>(IReadOnlyList<T> Items, string? NextCursor);
