namespace Gateway.Simulator.Soak.Checking;

/// <summary>How often each invariant was looked at and broken, and the first offenders.</summary>
internal sealed class Findings
{
    private const int OffendersMax = 20;

    private readonly Dictionary<string, Entry> _entries = Invariant.All.ToDictionary(name => name, _ => new Entry());

    /// <summary>Looks at an invariant once.</summary>
    /// <param name="holds">False: it is broken.</param>
    /// <param name="offender">Names who broke it; asked for only then.</param>
    public void Look(string invariant, bool holds, Func<string> offender)
    {
        var entry = _entries[invariant];
        entry.Looked++;
        if (holds) return;
        entry.Broken++;
        if (entry.Offenders.Count < OffendersMax) entry.Offenders.Add(offender());
    }

    /// <summary>It was looked at so often, and held.</summary>
    public void Looked(string invariant, long times) => _entries[invariant].Looked += Math.Max(0, times);

    public SoakVerdict Judge() =>
        new([.. Invariant.All.Select(name => new InvariantVerdict(name, _entries[name].Looked, _entries[name].Broken, [.. _entries[name].Offenders]))]);

    private sealed class Entry
    {
        public long Looked { get; set; }

        public long Broken { get; set; }

        public List<string> Offenders { get; } = [];
    }
}
