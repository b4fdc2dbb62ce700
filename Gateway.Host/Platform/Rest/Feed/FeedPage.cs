using Gateway.Actors.Feed;

namespace Gateway.Platform.Rest.Feed;

/// <summary>What one reading of the feed gave.</summary>
/// <param name="Next">Read on from here: nothing that was asked for stands before it unread.</param>
/// <param name="Head">The last number that was known before the reading.</param>
internal sealed record FeedPage(IReadOnlyList<FeedItem> Items, long Next, long Head);
