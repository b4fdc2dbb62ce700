namespace Gateway.Simulator.Terminals;

/// <summary>Evenly spaced points in time, in timestamps: what spreads the terminals' heartbeats and uploads over their interval.</summary>
/// <param name="Origin">One of the points.</param>
/// <param name="Interval">Between two of them; more than 0.</param>
internal readonly record struct Grid(long Origin, long Interval)
{
    /// <summary>The grid of one of many: theirs are shifted against each other so that together they are even too.</summary>
    public static Grid Share(long start, long interval, int index, int count) => new(start + (long)((double)interval * index / count), interval);

    /// <summary>The first point after <paramref name="now"/>.</summary>
    public long After(long now) => now < Origin ? Origin : Origin + ((((now - Origin) / Interval) + 1) * Interval);
}
