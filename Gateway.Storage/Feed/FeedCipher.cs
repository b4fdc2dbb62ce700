using Gateway.Actors.Feed;
using Gateway.Actors.Wire;

namespace Gateway.Storage.Feed;

/// <summary>Items of the feed as the platform may see them.</summary>
public sealed class FeedCipher(IHiddenText hidden)
{
    /// <summary>With everything in their data; one that cannot be decrypted says so and fails alone.</summary>
    public IReadOnlyList<FeedItem> Reveal(IReadOnlyList<FeedItem> items) => items.All(static item => item.Hidden is null) ? items : [.. items.Select(Reveal)];

    private FeedItem Reveal(FeedItem item) =>
        item.Hidden is { } kept ? item with { DataJson = HiddenData.Join(item.Kind, item.DataJson, hidden.Reveal(kept)), Hidden = null } : item;
}
