namespace Gateway.Actors.Sightings;

/// <summary>
/// Remembers, for operators, what terminals did that made no session: wrong keys, unknown SNs, refused frames. Of this node since it started, and bounded: an SN costs nothing to
/// invent. SNs that are provisioned are kept apart, so that invented ones cannot push them out.
/// </summary>
public sealed class TerminalSightings(TimeProvider time)
{
    /// <summary>Provisioned SNs that are remembered.</summary>
    public const int KnownMax = 20_000;

    /// <summary>Other SNs that are remembered.</summary>
    public const int UnknownMax = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Sn, SightingKind Kind), Sighting> _known = [];
    private readonly Dictionary<(string Sn, SightingKind Kind), Sighting> _unknown = [];

    /// <summary>SNs that are not provisioned, on their way to the table of all nodes.</summary>
    public UnknownTries Tries { get; } = new();

    /// <summary>Notes an SN that is not provisioned, and what it sent.</summary>
    public void NoteUnknown(UnknownTerminal seen)
    {
        if (seen.Tries > 0) Note(seen.Sn, SightingKind.UnknownSn, seen.Remote, seen.Words[0]);
        Tries.Note(seen);
    }

    /// <summary>Notes one; cheap enough for every frame that is refused.</summary>
    public void Note(string sn, SightingKind kind, string remote, string detail)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var (table, most) = kind == SightingKind.UnknownSn ? (_unknown, UnknownMax) : (_known, KnownMax);
            if (table.TryGetValue((sn, kind), out var before))
            {
                table[(sn, kind)] = before with { Last = now, Count = before.Count + 1, Remote = remote, Detail = detail };
                return;
            }

            if (table.Count >= most) DropOldest(table);
            table[(sn, kind)] = new Sighting(sn, kind, now, now, 1, remote, detail);
        }
    }

    /// <summary>What was seen of one SN, the latest first.</summary>
    public IReadOnlyList<Sighting> Of(string sn)
    {
        lock (_gate)
        {
            var found = new List<Sighting>();
            foreach (var kind in Enum.GetValues<SightingKind>())
                if ((kind == SightingKind.UnknownSn ? _unknown : _known).TryGetValue((sn, kind), out var sighting)) found.Add(sighting);

            return [.. found.OrderByDescending(static sighting => sighting.Last)];
        }
    }

    /// <summary>SNs that tried to connect and are not provisioned, the latest first.</summary>
    public IReadOnlyList<Sighting> Unknown(int most)
    {
        lock (_gate) return [.. _unknown.Values.OrderByDescending(static sighting => sighting.Last).Take(most)];
    }

    /// <summary>All of a kind, of provisioned SNs, that were seen after <paramref name="since"/>; the latest first.</summary>
    public IReadOnlyList<Sighting> Since(SightingKind kind, DateTimeOffset since, int most)
    {
        lock (_gate)
        {
            return [.. _known.Values.Where(sighting => sighting.Kind == kind && sighting.Last > since).OrderByDescending(static sighting => sighting.Last).Take(most)];
        }
    }

    /// <summary>A quarter at once: the sorting is paid once for many.</summary>
    private static void DropOldest(Dictionary<(string Sn, SightingKind Kind), Sighting> table)
    {
        foreach (var key in table.OrderBy(static entry => entry.Value.Last).Take((table.Count + 3) / 4).Select(static entry => entry.Key).ToList())
            table.Remove(key);
    }
}
