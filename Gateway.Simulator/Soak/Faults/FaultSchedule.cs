namespace Gateway.Simulator.Soak.Faults;

/// <summary>Which faults come when: the same for the same seed.</summary>
internal static class FaultSchedule
{
    private const double DownSecondsMax = 2;
    private const double PauseSecondsMin = 1;
    private const double PauseSecondsMax = 8;
    private const double RedisDownSeconds = 10;
    private const double PostgresDownSeconds = 6;
    private const double CutSeconds = 60;

    /// <summary>Long enough for the others to go on without it first: the harder case.</summary>
    private const double NodeDownSeconds = 30;

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

    /// <summary>Each kind once in the order given, and again from the first while there is time: for a cluster, of which each fault takes as long as it takes.</summary>
    /// <param name="first">Before the first fault, and at least between two.</param>
    public static IReadOnlyList<Fault> InTurn(long seed, TimeSpan duration, TimeSpan first, IReadOnlyList<FaultKind> kinds, FaultTargets targets)
    {
        var random = new Random(unchecked((int)(seed ^ (seed >> 32))));
        var faults = new List<Fault>();
        for (var at = first; at < duration || faults.Count < kinds.Count; at += first)
        {
            var kind = kinds[faults.Count % kinds.Count];
            var (server, seconds) = kind switch
            {
                FaultKind.Redis => (targets.Redis, RedisDownSeconds),
                FaultKind.Postgres => (targets.Postgres, PostgresDownSeconds),
                FaultKind.Pause or FaultKind.Partition => (random.Next(targets.Nodes), CutSeconds),
                FaultKind.Kill => (random.Next(targets.Nodes), NodeDownSeconds),
                _ => (random.Next(targets.Nodes), DownSecondsMax),
            };
            faults.Add(new Fault(at, kind, server, TimeSpan.FromSeconds(seconds)));
        }

        return faults;
    }
}
