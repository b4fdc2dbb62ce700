using Gateway.Actors.Feed;
using Gateway.Storage.Feed;

namespace Gateway.Platform.Rest.Feed;

/// <summary>Reads the feed from a position on, at once or as soon as there is something.</summary>
internal sealed class FeedReader(FeedStore store, FeedSignal signal, RestLimits limits, TimeProvider time)
{
    /// <summary>
    /// The next items. <see cref="FeedPage.Next"/> is the last of them when there may be more, else at least the head that was read before them: so a
    /// consumer of one kind moves on through the others, and yet skips nothing that was committed in between.
    /// </summary>
    public async Task<FeedPage> ReadAsync(long after, IReadOnlyCollection<FeedKind>? kinds, int limit, CancellationToken cancellation)
    {
        var head = await store.HeadAsync(cancellation);
        var items = await store.ReadAsync(after, kinds, limit, cancellation);
        var last = items.Count > 0 ? items[^1].Seq : after;
        return new FeedPage(items, items.Count == limit ? last : Math.Max(last, head), head);
    }

    /// <summary>The same, but an empty page is given only after <paramref name="wait"/> or when <paramref name="cancellation"/> ends the waiting.</summary>
    public async Task<FeedPage> WaitAsync(FeedPage empty, IReadOnlyCollection<FeedKind>? kinds, int limit, TimeSpan wait, CancellationToken cancellation)
    {
        var page = empty;
        var since = time.GetTimestamp();
        while (page.Items.Count == 0)
        {
            var left = wait - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero) break;
            await PauseAsync(page, left, cancellation);
            page = await ReadAsync(page.Next, kinds, limit, cancellation);
        }

        return page;
    }

    /// <summary>Returns when the feed has grown beyond <paramref name="page"/>, or when it is time to look again, or after <paramref name="most"/>.</summary>
    public Task PauseAsync(FeedPage page, TimeSpan most, CancellationToken cancellation) =>
        signal.WaitAsync(page.Head, most < limits.FeedReadAgain ? most : limits.FeedReadAgain, cancellation);
}
