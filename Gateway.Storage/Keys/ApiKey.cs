namespace Gateway.Storage.Keys;

/// <summary>An API key without its secret.</summary>
public sealed record ApiKey(string Id, string Name, ApiRole Role, DateTimeOffset CreatedAt);
