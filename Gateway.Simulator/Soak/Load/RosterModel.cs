using Gateway.Simulator.Ledgers;

namespace Gateway.Simulator.Soak.Load;

/// <summary>What the platform wants, as it was answered: rosters, where terminals stand, whom explicit commands have put on them. For several threads at once.</summary>
internal sealed class RosterModel
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, RosterEntry>> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _terminals = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Sn, string UserId), ForeignEntry> _foreign = [];

    public void Site(string code)
    {
        lock (_gate) _sites[code] = new SortedDictionary<string, RosterEntry>(StringComparer.Ordinal);
    }

    /// <summary>The roster of a site.</summary>
    public IReadOnlyDictionary<string, RosterEntry> Of(string site)
    {
        lock (_gate) return new Dictionary<string, RosterEntry>(_sites[site], StringComparer.Ordinal);
    }

    public void Put(string site, RosterEntry entry)
    {
        lock (_gate) _sites[site][entry.UserId] = entry;
    }

    public void Remove(string site, string userId)
    {
        lock (_gate) _sites[site].Remove(userId);
    }

    public void Replace(string site, IEnumerable<RosterEntry> entries)
    {
        lock (_gate)
        {
            _sites[site].Clear();
            foreach (var entry in entries) _sites[site][entry.UserId] = entry;
        }
    }

    /// <summary>Where a terminal stands; null: it is replaced, and left alone.</summary>
    public void Stands(string sn, string? site)
    {
        lock (_gate)
        {
            if (site is null) _terminals.Remove(sn);
            else _terminals[sn] = site;
        }
    }

    /// <summary>Where terminals stand.</summary>
    public IReadOnlyDictionary<string, string> Terminals()
    {
        lock (_gate) return new Dictionary<string, string>(_terminals, StringComparer.Ordinal);
    }

    /// <summary>The last explicit command for somebody who is in no roster.</summary>
    /// <param name="content">Null: it takes him away.</param>
    public void Foreign(string sn, string userId, string? content, string commandId)
    {
        lock (_gate) _foreign[(sn, userId)] = new ForeignEntry(content, commandId);
    }

    public IReadOnlyList<(string Sn, string UserId, ForeignEntry Entry)> Foreigners()
    {
        lock (_gate) return [.. _foreign.Select(static pair => (pair.Key.Sn, pair.Key.UserId, pair.Value))];
    }

    /// <summary>Writes rosters and terminals down.</summary>
    public void WriteTo(JsonLineFile history)
    {
        lock (_gate)
        {
            foreach (var (site, roster) in _sites)
            {
                RosterLine.Site(history, site);
                foreach (var entry in roster.Values) RosterLine.Person(history, site, entry);
            }

            foreach (var (sn, site) in _terminals) RosterLine.Terminal(history, sn, site);
        }
    }
}

/// <summary>A person of a roster, as a soak puts him there.</summary>
/// <param name="Name">Tells one version from another.</param>
/// <param name="Photo">Null for none.</param>
internal sealed record RosterEntry(string UserId, string Name, byte[]? Photo)
{
    /// <summary><c>yyyy-MM-dd</c>; null for no bound.</summary>
    public string? ValidFrom { get; init; }

    public string? ValidUntil { get; init; }

    /// <summary>Null for all terminals.</summary>
    public string? Tag { get; init; }

    /// <summary>As a terminal calls this version; without a work_sn that is the user_id.</summary>
    public string Content => Persons.PersonContent.Of(Name, UserId, "", Persons.PersonContent.PhotoOf(Photo));
}

/// <summary>Somebody who was pushed by an explicit command.</summary>
/// <param name="Content">Null: the last command takes him away.</param>
internal sealed record ForeignEntry(string? Content, string CommandId);
