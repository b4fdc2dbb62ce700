namespace Gateway.Edge.Budgets;

/// <summary>How fast a client address may learn which SNs there are. The defaults hold in production; tests change them.</summary>
/// <param name="AtOnce">Answers to SNs that are not served, at once.</param>
/// <param name="PerSecond">The same per second: terminals of a site that are not provisioned yet share an address, and ask every half minute each.</param>
internal sealed record GuessLimits(int AtOnce, double PerSecond)
{
    /// <summary>Addresses that are counted.</summary>
    public int AddressesMax { get; init; } = 10_000;

    /// <summary>Terminals whose address is remembered.</summary>
    public int ServedMax { get; init; } = 100_000;

    public static GuessLimits Standard { get; } = new(AtOnce: 100, PerSecond: 10);
}
