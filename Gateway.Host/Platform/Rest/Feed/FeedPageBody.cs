namespace Gateway.Platform.Rest.Feed;

/// <summary>A page of the feed.</summary>
/// <param name="Items">In order of seq.</param>
/// <param name="Next">Give it back as <c>after</c>.</param>
internal sealed record FeedPageBody(IReadOnlyList<FeedItemBody> Items, long Next);
