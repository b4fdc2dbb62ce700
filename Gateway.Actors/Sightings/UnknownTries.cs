namespace Gateway.Actors.Sightings;

/// <summary>SNs that tried since they were written last, on their way to the table of unknown terminals. Bounded in all and by client: an SN costs nothing to invent.</summary>
public sealed class UnknownTries
{
    /// <summary>SNs that wait to be written; what comes then is not noted.</summary>
    public const int WaitingMax = 1_000;

    /// <summary>Of them those of one client.</summary>
    public const int WaitingPerClientMax = 100;

    private readonly Lock _gate = new();
    private Dictionary<string, UnknownTerminal> _waiting = new(StringComparer.Ordinal);
    private Dictionary<string, int> _clients = new(StringComparer.Ordinal);

    /// <summary>Notes one; cheap enough for every frame that is refused.</summary>
    public void Note(UnknownTerminal seen)
    {
        lock (_gate) Add(seen);
    }

    /// <summary>What is to be written; it waits no longer.</summary>
    public IReadOnlyCollection<UnknownTerminal> Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0) return [];
            var taken = _waiting.Values;
            (_waiting, _clients) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            return taken;
        }
    }

    /// <summary>It could not be written: it goes before what came meanwhile.</summary>
    public void GiveBack(IReadOnlyCollection<UnknownTerminal> taken)
    {
        lock (_gate)
        {
            var came = _waiting.Values;
            (_waiting, _clients) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            foreach (var seen in taken.Concat(came)) Add(seen);
        }
    }

    private void Add(UnknownTerminal seen)
    {
        if (_waiting.TryGetValue(seen.Sn, out var before))
        {
            _waiting[seen.Sn] = before.With(seen);
            return;
        }

        var ofClient = _clients.GetValueOrDefault(seen.Client);
        if (_waiting.Count >= WaitingMax || ofClient >= WaitingPerClientMax) return;
        _waiting.Add(seen.Sn, seen);
        _clients[seen.Client] = ofClient + 1;
    }
}
