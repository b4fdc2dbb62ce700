namespace Gateway.Storage.Sites;

/// <summary>A site by what a list is ordered by.</summary>
public sealed record SiteKey(string Code, string? Name, string? Region, SiteStatus Status);
