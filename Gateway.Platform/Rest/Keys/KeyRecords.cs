namespace Gateway.Platform.Rest.Keys;

/// <summary>The wish for a new API key.</summary>
/// <param name="Name">What it is for, 1..128 characters.</param>
/// <param name="Role"><c>viewer</c>, <c>platform</c> or <c>admin</c>.</param>
internal sealed record KeyRequest(string? Name = null, string? Role = null);

/// <summary>An API key without its secret.</summary>
internal sealed record KeyResponse(string Id, string Name, string Role, DateTimeOffset CreatedAt);

/// <summary>A new API key. Its secret is shown here and never again: only its hash is stored.</summary>
internal sealed record NewKeyResponse(string Id, string Name, string Role, string Key, DateTimeOffset CreatedAt)
{
    public override string ToString() => $"{Id} ***";
}
