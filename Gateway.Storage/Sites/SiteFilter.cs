namespace Gateway.Storage.Sites;

/// <summary>Filters of the list of sites; null = any.</summary>
/// <param name="Query">Part of code or name, letter case ignored.</param>
/// <param name="Problem">One of <see cref="SiteProblems"/>.</param>
public sealed record SiteFilter(string? Query, SiteStatus? Status, string? Region, string? Tag, string? Problem);
