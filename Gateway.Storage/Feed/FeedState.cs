namespace Gateway.Storage.Feed;

/// <summary>How far the feed is, at one moment.</summary>
/// <param name="Head">The last number given; 0 when none.</param>
/// <param name="Generations">In their order, never empty; the last one is the current.</param>
public sealed record FeedState(long Head, IReadOnlyList<FeedGeneration> Generations)
{
    public FeedGeneration Current => Generations[^1];

    /// <summary>
    /// The first number that may not be what the owner of a position has read under it; null when the position is valid: it lies below the first number of every later generation.
    /// </summary>
    /// <param name="generation">Null: the owner does not say, and nothing can be found wrong.</param>
    public long? ForkOf(string? generation, long after)
    {
        if (generation is null || after == 0) return null;
        var own = Generations.FirstOrDefault(known => known.Name == generation)?.Number;
        if (own is null) return 1;
        var fork = Generations.Where(later => later.Number > own).Min(later => (long?)later.FirstSeq);
        return after >= fork ? fork : null;
    }
}
