using Gateway.Actors.Feed;
using Gateway.Platform.Problems;
using Gateway.Storage.Devices;
using Gateway.Storage.Feed;

namespace Gateway.Platform.Rest.Feed;

/// <summary>Reads the feed from a position on: from the database, or as it grows from what the node's tail holds for all.</summary>
internal sealed class FeedReader(FeedStore store, FeedTail tail, FeedCipher cipher, DeviceStore devices, TimeProvider time)
{
    /// <summary>The first page of a request: without the database where the tail has what is asked for.</summary>
    /// <param name="mayWait">The caller waits if there is nothing yet; else only the database knows that there is nothing.</param>
    public async Task<FeedPage> FirstAsync(FeedPosition position, FeedWish wish, bool mayWait, CancellationToken cancellation)
    {
        var view = tail.View;
        var page = position.After <= view.Last && view.Read(position, wish.Kinds, wish.Window) is { } held && (mayWait || held.Items.Count > 0)
            ? await NarrowAsync(held, wish, cancellation)
            : await ReadAsync(position, wish, cancellation);
        for (var windows = 1; page is { Items.Count: 0, Refusal: null } && page.Next < page.State.Head && !mayWait && windows < FeedWish.WindowsMax; windows++)
            page = await ReadAsync(page.Position, wish, cancellation);

        return page;
    }

    /// <summary>
    /// The next items. <see cref="FeedPage.Next"/> is the last of them when there may be more, else at least the head of that moment: so a consumer of one kind moves on
    /// through the others, and yet skips nothing.
    /// </summary>
    private async Task<FeedPage> ReadAsync(FeedPosition position, FeedWish wish, CancellationToken cancellation)
    {
        var after = position.After;
        var slice = await store.ReadAsync(after, wish.Kinds, wish.Window, cancellation);
        var (items, state) = (slice.Items, slice.State);
        if (await RefusalAsync(position, items, state, cancellation) is { } refusal) return new FeedPage([], after, state, refusal);
        var last = items.Count > 0 ? items[^1].Seq : after;
        var next = items.Count == wish.Window ? last : Math.Max(last, state.Head);
        return await NarrowAsync(new FeedPage(FeedEvent.Encode(cipher.Reveal(items), state.Current.Name), next, state), wish, cancellation);
    }

    /// <summary>The same as soon as there are items; without any only after <paramref name="wait"/>.</summary>
    /// <param name="page">What the consumer has; it listens to the tail.</param>
    public async Task<FeedPage> NextAsync(FeedPage page, FeedWish wish, TimeSpan wait, CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var view = tail.View;
            page = view.Read(page.Position, wish.Kinds, wish.Window) is { } held
                ? await NarrowAsync(held, wish, cancellation)
                : await ReadAsync(page.Position, wish, cancellation);
            var left = wait - time.GetElapsedTime(since);
            if (page.Items.Count > 0 || page.Refusal is not null || left <= TimeSpan.Zero) return page;
            if (page.Next < view.Last) continue; // There is more; of other sites so far.
            await view.Grown.WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The items of the site that is asked for, if one is. The others are passed by: where the page ends they have been read.</summary>
    private async ValueTask<FeedPage> NarrowAsync(FeedPage page, FeedWish wish, CancellationToken cancellation)
    {
        if (wish.Site is not { } site || page.Items.Count == 0) return page;
        var there = await devices.AtSiteAsync(site, [.. page.Items.Select(static item => item.Sn).Distinct(StringComparer.Ordinal)], cancellation);
        var found = page.Items.Where(item => there.Contains(item.Sn)).Take(wish.Limit + 1).ToList();
        if (found.Count <= wish.Limit) return page with { Items = found };
        found.RemoveAt(wish.Limit);
        return page with { Items = found, Next = found[^1].Seq };
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
