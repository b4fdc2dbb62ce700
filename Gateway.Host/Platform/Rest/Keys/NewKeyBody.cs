namespace Gateway.Platform.Rest.Keys;

/// <summary>A new API key. Its secret is shown here and never again: only its hash is stored.</summary>
internal sealed record NewKeyBody(string Id, string Name, string Role, string Key, DateTimeOffset CreatedAt)
{
    public override string ToString() => $"{Id} ***";
}
