namespace Gateway.Platform.Rest.Keys;

/// <summary>An API key without its secret.</summary>
internal sealed record KeyBody(string Id, string Name, string Role, DateTimeOffset CreatedAt);
