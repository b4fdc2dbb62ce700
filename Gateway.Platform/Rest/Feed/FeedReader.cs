using Gateway.Actors.Feed;
using Gateway.Platform.Problems;
using Gateway.Storage.Feed;

namespace Gateway.Platform.Rest.Feed;

/// <summary>Reads the feed from a position on: from the database, or as it grows from what the node's tail holds for all.</summary>
internal sealed class FeedReader(FeedStore store, FeedTail tail, FeedCipher cipher, TimeProvider time)
{
    /// <summary>The first page of a request: without the database where the tail has what is asked for.</summary>
    /// <param name="mayWait">The caller waits if there is nothing yet; else only the database knows that there is nothing.</param>
    public async Task<FeedPage> FirstAsync(FeedPosition position, IReadOnlyCollection<FeedKind>? kinds, int limit, bool mayWait, CancellationToken cancellation)
    {
        var view = tail.View;
        return position.After <= view.Last && view.Read(position, kinds, limit) is { } page && (mayWait || page.Items.Count > 0)
            ? page
            : await ReadAsync(position, kinds, limit, cancellation);
    }

    /// <summary>
    /// The next items. <see cref="FeedPage.Next"/> is the last of them when there may be more, else at least the head of that moment: so a consumer of one kind moves on
    /// through the others, and yet skips nothing.
    /// </summary>
    public async Task<FeedPage> ReadAsync(FeedPosition position, IReadOnlyCollection<FeedKind>? kinds, int limit, CancellationToken cancellation)
    {
        var after = position.After;
        var slice = await store.ReadAsync(after, kinds, limit, cancellation);
        var (items, state) = (slice.Items, slice.State);
        if (await RefusalAsync(position, items, state, cancellation) is { } refusal) return new FeedPage([], after, state, refusal);
        var last = items.Count > 0 ? items[^1].Seq : after;
        return new FeedPage(FeedEvent.Encode(cipher.Reveal(items), state.Current.Name), items.Count == limit ? last : Math.Max(last, state.Head), state);
    }

    /// <summary>The same as soon as there are items; without any only after <paramref name="wait"/>.</summary>
    /// <param name="page">What the consumer has; it listens to the tail.</param>
    public async Task<FeedPage> NextAsync(FeedPage page, IReadOnlyCollection<FeedKind>? kinds, int limit, TimeSpan wait, CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var view = tail.View;
            page = view.Read(page.Position, kinds, limit) ?? await ReadAsync(page.Position, kinds, limit, cancellation);
            var left = wait - time.GetElapsedTime(since);
            if (page.Items.Count > 0 || page.Refusal is not null || left <= TimeSpan.Zero) return page;
            await view.Grown.WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Null: it can be read on from there, and what was read follows it.</summary>
    private async ValueTask<FeedRefusal?> RefusalAsync(FeedPosition position, IReadOnlyList<FeedItem> items, FeedState state, CancellationToken cancellation)
    {
        var after = position.After;
        if (state.ForkOf(position.Generation, after) is { } fork) return await RefuseAsync(ProblemKinds.FeedPositionForked, fork);
        if (after > state.Head)
            return await RefuseAsync(ProblemKinds.FeedPositionAhead, state.Generations.Count > 1 ? Math.Min(state.Current.FirstSeq, state.Head + 1) : state.Head + 1);

        // The numbers have no gaps: what follows directly proves that nothing was deleted. Asked after the reading, since retention deletes meanwhile.
        if (after == 0 || after == state.Head || (items.Count > 0 && items[0].Seq == after + 1)) return null;
        return await store.OldestAsync(state.Head, cancellation) > after + 1 ? await RefuseAsync(ProblemKinds.FeedPositionExpired, 0) : null;

        async Task<FeedRefusal> RefuseAsync(ProblemKind kind, long from) =>
            new(kind, from, await store.OldestAsync(state.Head, cancellation), state.Head, state.Current.Name);
    }
}
