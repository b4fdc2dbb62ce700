namespace Gateway.Simulator.Soak.Faults;

/// <summary>Which faults come when: the same for the same seed.</summary>
internal static class FaultSchedule
{
    private const double DownSecondsMax = 2;
    private const double PauseSecondsMin = 1;
    private const double PauseSecondsMax = 8;

    /// <summary>One fault every <paramref name="every"/>, somewhere in the middle half of that time; each kind comes as often as any other.</summary>
    /// <param name="kinds">What may be done; at least one.</param>
    /// <param name="servers">How many servers there are; at least one.</param>
    public static IReadOnlyList<Fault> Make(long seed, TimeSpan duration, TimeSpan every, IReadOnlyList<FaultKind> kinds, int servers)
    {
        var random = new Random(unchecked((int)(seed ^ (seed >> 32))));
        var faults = new List<Fault>();
        FaultKind[] deck = [];
        for (var i = 0; every * (i + 1) <= duration; i++)
        {
            if (i % kinds.Count == 0)
            {
                deck = [.. kinds];
                random.Shuffle(deck);
            }

            var kind = deck[i % kinds.Count];
            var at = every * (i + 0.25 + random.NextDouble() / 2);
            var lasts = kind == FaultKind.Pause ? PauseSecondsMin + random.NextDouble() * (PauseSecondsMax - PauseSecondsMin) : random.NextDouble() * DownSecondsMax;
            faults.Add(new Fault(at, kind, random.Next(servers), TimeSpan.FromSeconds(lasts)));
        }

        return faults;
    }
}
