namespace Gateway.Storage.Diagnostics;

/// <summary>How far a publisher of the feed is behind its end, by the stored mark: which may itself be a second behind.</summary>
/// <param name="Items">Items that are not published for certain.</param>
/// <param name="OldestAt">When the first of them became true; null when there is none, or when there is no mark yet.</param>
public sealed record PublishLag(long Items, DateTimeOffset? OldestAt);
