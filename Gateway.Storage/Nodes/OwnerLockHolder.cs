namespace Gateway.Storage.Nodes;

/// <summary>A session that holds the lock of a database's owners.</summary>
/// <param name="Name">What the session calls itself.</param>
/// <param name="From">Its address as the server sees it.</param>
/// <param name="Since">When the session began; null when this account may not see it.</param>
public sealed record OwnerLockHolder(string Name, string From, DateTimeOffset? Since, OwnerLockMode Mode)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} at {From}{(Since is { } since ? $" since {since:yyyy-MM-ddTHH:mm:ssZ}" : "")}");
}
