namespace Gateway.Actors.Feed;

/// <summary>The outbox and the feed, as the <c>FeedSequencer</c> sees them.</summary>
public interface IFeedStore
{
    /// <summary>
    /// Moves up to <paramref name="most"/> outbox rows into the feed, oldest first, in one transaction, and numbers them on from the last. The feed's primary key fences
    /// a second sequencer: of two at once, one throws and changes nothing.
    /// </summary>
    /// <returns>How many were moved, and the last number given so far.</returns>
    Task<SequencedBatch> SequenceAsync(int most, CancellationToken cancellation);
}

/// <summary>What one call of <see cref="IFeedStore.SequenceAsync"/> did.</summary>
public readonly record struct SequencedBatch(int Moved, long LastSeq);
