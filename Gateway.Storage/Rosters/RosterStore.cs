using Gateway.Actors.Rosters;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>
/// The table <c>roster</c>: who should be where. All changes that come at the same time are one transaction, since those of one site wait for each other: content, row, audit and
/// the mark that the site's terminals may differ now (docs/decisions/0123-rosters.md).
/// </summary>
public sealed class RosterStore
{
    /// <summary>Persons in the roster of one site: 20 000. No terminal of this trade holds more.</summary>
    public const int PersonsMax = 20_000;

    /// <summary>Weight: bytes of photos, and as much for each change; 256 of them without a photo are a group.</summary>
    private const int Weight = 16 * 1024;

    /// <summary>Two, so that one that waits for a site which another node changes does not hold up those behind it.</summary>
    private static readonly GroupLimits Limits = new(AtOnce: 2, WeightMax: 256 * Weight, WaitingMax: 1024);

    private readonly Database _database;
    private readonly PersonStore _persons;
    private readonly AuditStore _audit;
    private readonly RosterSignal _signal;
    private readonly TimeProvider _time;
    private readonly Groups<RosterChange, RosterWritten> _groups;

    public RosterStore(Database database, PersonStore persons, AuditStore audit, RosterSignal signal, TimeProvider time)
    {
        (_database, _persons, _audit, _signal, _time) = (database, persons, audit, signal, time);
        _groups = new Groups<RosterChange, RosterWritten>(Limits, static change => Weight + (change.Person?.Content?.Photo?.Length ?? 0), WriteGroupAsync);
    }

    /// <summary>Durable when it returns.</summary>
    /// <param name="cancellation">Ends the waiting; what is taken is written all the same.</param>
    public Task<RosterWritten> WriteAsync(RosterChange change, CancellationToken cancellation) => _groups.RunAsync(change, cancellation).WaitAsync(cancellation);

    /// <summary>Some hundred changes of one site in one transaction of their own. Durable when it returns, one result per change, in order.</summary>
    public async Task<IReadOnlyList<RosterWritten>> WriteAsync(IReadOnlyList<RosterChange> changes, CancellationToken cancellation)
    {
        var written = await _database.WriteAsync((db, token) => WriteAsync(db, changes, [], token), cancellation);
        _signal.Written();
        return written;
    }

    /// <summary>The roster of a site, by <c>user_id</c>; at most <see cref="PersonsMax"/> rows, without persons.</summary>
    public async Task<Dictionary<string, RosterEntry>> GetAllAsync(string site, CancellationToken cancellation)
    {
        var rows = await _database.ReadAsync(
            async (db, token) => await (await db.CommandAsync($"SELECT {RosterEntry.Columns} FROM roster r WHERE r.site = @site", token))
                .With("site", site).ToListAsync(RosterEntry.Read, token),
            cancellation);
        return rows.ToDictionary(static row => row.UserId, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<RosterWritten>> WriteGroupAsync(IReadOnlyList<RosterChange> changes)
    {
        var results = new RosterWritten[changes.Count];
        var left = await LookAsync(changes, results);

        // Before anything is written: what fails after it would have the group tried again (Groups).
        var devices = await _database.ReadAsync((db, token) => CountDevicesAsync(db, changes, token), CancellationToken.None);
        while (left.Count > 0)
        {
            var content = left.Select(i => changes[i].Person).OfType<RosterPerson>().Where(static person => person.Content is not null)
                .DistinctBy(static person => person.Refs.Person).ToList();
            var there = await _database.ReadAsync((db, token) => PersonStore.LookAsync(db, content.ConvertAll(static person => person.Refs), token), CancellationToken.None);
            var rows = content.Select(person => _persons.Make(person.Content!, person.Refs, there)).OfType<PersonRow>().ToList();
            var now = left.ConvertAll(i => changes[i]);
            var written = await _database.WriteAsync((db, token) => WriteAsync(db, now, rows, token), CancellationToken.None);
            for (var i = 0; i < left.Count; i++) results[left[i]] = written[i];

            // Photos that were deleted between the look and the write: now they will be brought along.
            left = left.FindAll(i => results[i].Outcome == RosterOutcome.ContentGone && changes[i].Person!.Content is not null);
        }

        _signal.Written();
        for (var i = 0; i < changes.Count; i++)
            if (changes[i].Person is { } person && results[i].Version > 0) results[i] = results[i] with { Devices = devices[(changes[i].Site, person.DeviceTag)] };

        return results;
    }

    /// <summary>What needs no transaction: sites that there are not, and what is so already. The places of all others are returned.</summary>
    private async Task<List<int>> LookAsync(IReadOnlyList<RosterChange> changes, RosterWritten[] results)
    {
        var (rows, sites) = await _database.ReadAsync(
            async (db, token) => (await RosterWriter.FindAsync(db, changes, token), await RosterWriter.SitesAsync(db, changes, token)), CancellationToken.None);
        var left = new List<int>();
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            var row = rows.GetValueOrDefault((change.Site, change.UserId));
            if (!sites.Contains(change.Site)) results[i] = new RosterWritten(RosterOutcome.SiteUnknown);
            else if (row is not null && change.Person is { } person && row.Says(person)) results[i] = new RosterWritten(RosterOutcome.Unchanged, row.Version);
            else left.Add(i);
        }

        // Of two that are about one person the later one counts, so none of them may be answered from before the other.
        var touched = left.Select(i => (changes[i].Site, changes[i].UserId)).ToHashSet();
        for (var i = 0; i < changes.Count; i++)
            if (results[i].Outcome == RosterOutcome.Unchanged && touched.Contains((changes[i].Site, changes[i].UserId))) left.Add(i);

        left.Sort();
        return left;
    }

    private async Task<RosterWritten[]> WriteAsync(DataConnection db, IReadOnlyList<RosterChange> changes, IReadOnlyCollection<PersonRow> rows, CancellationToken cancellation)
    {
        var gone = await PersonStore.WriteAsync(db, rows, cancellation);
        var stored = changes.Select(static change => change.Person).OfType<RosterPerson>().Where(static person => person.Content is null);
        var missing = await PersonStore.UseAsync(db, stored.Select(static person => person.Refs.Person).ToHashSet(StringComparer.Ordinal), _time.GetUtcNow(), cancellation);
        return await new RosterWriter(_audit, _time.GetUtcNow()).WriteAsync(
            db, changes, person => (person.Refs.Photo is { } photo && gone.Contains(photo)) || missing.Contains(person.Refs.Person), cancellation);
    }

    /// <summary>How many terminals take the persons with a tag, by site and tag.</summary>
    private static async Task<Dictionary<(string Site, string? Tag), int>> CountDevicesAsync(
        DataConnection db, IReadOnlyList<RosterChange> changes, CancellationToken cancellation)
    {
        var counts = new Dictionary<(string Site, string? Tag), int>();
        foreach (var (site, tag) in changes.Where(static change => change.Person is not null).Select(static change => (change.Site, change.Person!.DeviceTag)).Distinct())
        {
            counts[(site, tag)] = (await (await db.CommandAsync($"SELECT count(*) FROM devices d WHERE d.site = @site AND {RosterSql.Takes}", cancellation))
                .With("site", site).With("tag", tag ?? "").ToListAsync(static row => (int)row.GetInt64(0), cancellation)).Single();
        }

        return counts;
    }
}
