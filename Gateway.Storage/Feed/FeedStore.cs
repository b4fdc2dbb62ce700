using Gateway.Actors.Feed;

namespace Gateway.Storage.Feed;

/// <summary>The tables <c>outbox</c>, <c>feed</c> and <c>feed_head</c>.</summary>
public sealed class FeedStore(Database database) : IFeedStore
{
    public Task<SequencedBatch> SequenceAsync(int most, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Items with <c>seq</c> greater than <paramref name="after"/>, in order; <paramref name="kinds"/> null or empty = all.</summary>
    public Task<IReadOnlyList<FeedItem>> ReadAsync(long after, IReadOnlyCollection<FeedKind>? kinds, int limit, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The last number given; 0 when none.</summary>
    public Task<long> HeadAsync(CancellationToken cancellation) => throw new NotImplementedException();
}
