namespace Gateway.Storage.Sql;

/// <summary>One page of a list.</summary>
/// <param name="NextCursor">Opaque; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
