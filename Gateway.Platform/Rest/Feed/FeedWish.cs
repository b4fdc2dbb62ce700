using Gateway.Actors.Feed;

namespace Gateway.Platform.Rest.Feed;

/// <summary>What a consumer wants of the feed.</summary>
/// <param name="Kinds">Null or empty: all.</param>
/// <param name="Site">Only of terminals that are at this construction site when it is read; null: of all.</param>
/// <param name="Limit">Items of a page.</param>
internal sealed record FeedWish(IReadOnlyCollection<FeedKind>? Kinds, string? Site, int Limit)
{
    /// <summary>Items that are looked through at a time for those of a site.</summary>
    private const int WindowLength = 1000;

    /// <summary>Such windows of which one request looks through at most, when it does not wait.</summary>
    public const int WindowsMax = 10;

    /// <summary>Items that are read at a time.</summary>
    public int Window => Site is null ? Limit : WindowLength;
}
