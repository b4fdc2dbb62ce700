using Gateway.Storage.Audit;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>Applies <see cref="RosterChange"/>s inside one transaction, their sites locked.</summary>
internal sealed class RosterWriter(AuditStore audit, DateTimeOffset now)
{
    private static readonly BulkInsert<RosterEntry> Rows = new(
        "roster",
        """
        ON CONFLICT (site, user_id) DO UPDATE SET version = excluded.version, person_ref = excluded.person_ref, person_bytes = excluded.person_bytes,
        valid_from = excluded.valid_from, valid_until = excluded.valid_until, device_tag = excluded.device_tag, search_text = excluded.search_text, updated_at = excluded.updated_at
        """,
        new("site", SqlType.Text, r => r.Site),
        new("user_id", SqlType.Text, r => r.UserId),
        new("version", SqlType.BigInt, r => r.Version),
        new("person_ref", SqlType.Text, r => r.PersonRef),
        new("person_bytes", SqlType.Int, r => r.PersonBytes),
        new("valid_from", SqlType.Text, r => r.ValidFrom),
        new("valid_until", SqlType.Text, r => r.ValidUntil),
        new("device_tag", SqlType.Text, r => r.DeviceTag),
        new("search_text", SqlType.Text, r => r.SearchText),
        new("updated_at", SqlType.BigInt, r => r.UpdatedAt.ToUnixTimeMilliseconds()));

    private readonly Dictionary<string, LockedSite> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Site, string UserId), RosterEntry?> _touched = [];
    private Dictionary<(string Site, string UserId), RosterEntry> _rows = [];

    /// <summary>The sites among them that there are.</summary>
    public static async Task<HashSet<string>> SitesAsync(DataConnection db, IReadOnlyList<RosterChange> changes, CancellationToken cancellation) =>
        (await (await db.CommandAsync($"SELECT code FROM sites WHERE {db.In("code", "codes")}", cancellation))
            .With("codes", db.Set(Codes(changes))).ToListAsync(static row => row.GetString(0), cancellation)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The rows that they are about.</summary>
    public static async Task<Dictionary<(string Site, string UserId), RosterEntry>> FindAsync(
        DataConnection db, IReadOnlyList<RosterChange> changes, CancellationToken cancellation)
    {
        var rows = await (await db.CommandAsync($"SELECT {RosterEntry.Columns} FROM {db.Pairs()} JOIN roster r ON r.site = k.a AND r.user_id = k.b", cancellation))
            .WithPairs(db, [.. changes.Select(static change => (change.Site, change.UserId)).Distinct()]).ToListAsync(RosterEntry.Read, cancellation);
        return rows.ToDictionary(static row => (row.Site, row.UserId));
    }

    /// <param name="isGone">Whether a person's content is not there.</param>
    public async Task<RosterWritten[]> WriteAsync(
        DataConnection db, IReadOnlyList<RosterChange> changes, Func<RosterPerson, bool> isGone, CancellationToken cancellation)
    {
        await LockAsync(db, changes, cancellation);
        _rows = await FindAsync(db, changes, cancellation);
        await CountAsync(db, changes, cancellation);
        var results = new RosterWritten[changes.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = changes[i].Person is { } person && isGone(person) ? new RosterWritten(RosterOutcome.ContentGone) : Apply(changes[i]);

        await audit.InsertAsync(db, [.. changes.Where((_, i) => results[i].IsChange).Select(static change => change.Note)], cancellation);
        await Rows.RunAsync(db, [.. _touched.Values.OfType<RosterEntry>()], null, cancellation);
        await DeleteAsync(db, cancellation);
        foreach (var (code, site) in _sites.Where(static site => site.Value.IsChanged)) await RaiseAsync(db, code, site.Version, cancellation);
        foreach (var marked in _sites.Where(static site => site.Value.IsChanged).ToLookup(static site => !site.Value.IsManaged, static site => site.Key))
            await RosterWork.MarkSitesAsync(db, [.. marked], marked.Key, cancellation);

        return results;
    }

    private RosterWritten Apply(RosterChange change)
    {
        if (!_sites.TryGetValue(change.Site, out var site)) return new RosterWritten(RosterOutcome.SiteUnknown);
        var key = (change.Site, change.UserId);
        var row = _rows.GetValueOrDefault(key);
        if (change.Person is not { } person)
        {
            if (row is null) return new RosterWritten(RosterOutcome.PersonUnknown);
            _rows.Remove(key);
            _touched[key] = null;
            site.Persons--;
            return new RosterWritten(RosterOutcome.Removed, site.Raise());
        }

        if (row?.Says(person) == true) return new RosterWritten(RosterOutcome.Unchanged, row.Version);
        if (row is null && ++site.Persons > RosterStore.PersonsMax)
        {
            site.Persons--;
            return new RosterWritten(RosterOutcome.Full);
        }

        var entry = new RosterEntry(
            change.Site, change.UserId, site.Raise(), person.Refs.Person, person.Bytes, person.ValidFrom, person.ValidUntil, person.DeviceTag, person.SearchText, now);
        _rows[key] = entry;
        _touched[key] = entry;
        return new RosterWritten(row is null ? RosterOutcome.Added : RosterOutcome.Changed, entry.Version);
    }

    /// <summary>In one order: two transactions do not wait for each other in a ring.</summary>
    private async Task LockAsync(DataConnection db, IReadOnlyList<RosterChange> changes, CancellationToken cancellation)
    {
        var sites = await (await db.CommandAsync(
                $"SELECT code, roster_version, managed_since FROM sites WHERE {db.In("code", "codes")} ORDER BY code{db.ForUpdate()}", cancellation))
            .With("codes", db.Set(Codes(changes))).ToListAsync(static row => (row.GetString(0), new LockedSite(row.GetInt64(1), !row.IsDBNull(2))), cancellation);
        foreach (var (code, site) in sites) _sites[code] = site;
    }

    /// <summary>How many persons the rosters have that may get another one.</summary>
    private async Task CountAsync(DataConnection db, IReadOnlyList<RosterChange> changes, CancellationToken cancellation)
    {
        var growing = changes.Where(change => change.Person is not null && !_rows.ContainsKey((change.Site, change.UserId))).Select(static change => change.Site)
            .Where(_sites.ContainsKey).ToHashSet(StringComparer.Ordinal);
        if (growing.Count == 0) return;
        var counts = await (await db.CommandAsync($"SELECT site, count(*) FROM roster WHERE {db.In("site", "codes")} GROUP BY site", cancellation))
            .With("codes", db.Set(growing)).ToListAsync(static row => (Site: row.GetString(0), Persons: row.GetInt64(1)), cancellation);
        foreach (var (site, persons) in counts) _sites[site].Persons = persons;
    }

    private async Task DeleteAsync(DataConnection db, CancellationToken cancellation)
    {
        (string, string)[] gone = [.. _touched.Where(static row => row.Value is null).Select(static row => row.Key)];
        if (gone.Length == 0) return;
        await (await db.CommandAsync($"DELETE FROM roster WHERE (site, user_id) IN (SELECT k.a, k.b FROM {db.Pairs()})", cancellation))
            .WithPairs(db, gone).ExecuteAsync(cancellation);
    }

    private async Task RaiseAsync(DataConnection db, string code, long version, CancellationToken cancellation) =>
        await (await db.CommandAsync("UPDATE sites SET roster_version = @version, managed_since = COALESCE(managed_since, @now) WHERE code = @code", cancellation))
            .With("version", version).With("now", now.ToUnixTimeMilliseconds()).With("code", code).ExecuteAsync(cancellation);

    private static HashSet<string> Codes(IReadOnlyList<RosterChange> changes) => changes.Select(static change => change.Site).ToHashSet(StringComparer.Ordinal);

    /// <summary>A site while it is locked.</summary>
    private sealed class LockedSite(long version, bool isManaged)
    {
        private readonly long _before = version;

        public long Version { get; private set; } = version;

        public bool IsManaged => isManaged;

        public bool IsChanged => Version != _before;

        public long Persons { get; set; }

        public long Raise() => ++Version;
    }
}
