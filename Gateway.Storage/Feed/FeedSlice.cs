using Gateway.Actors.Feed;

namespace Gateway.Storage.Feed;

/// <summary>Items, and how far the feed was at the moment of their reading.</summary>
public sealed record FeedSlice(IReadOnlyList<FeedItem> Items, FeedState State);
