using Gateway.Codec.Bodies;
using Gateway.Platform.Commands;
using Gateway.Platform.Import;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Rosters;

/// <summary>
/// A whole list for one roster: read row by row, persons who are new or changed are stored as they come, then it is planned, and only then written. A bad line rejects itself and
/// no other (docs/decisions/0124-whole-rosters.md).
/// </summary>
/// <param name="isReplace">Who is not in the list is removed.</param>
/// <param name="dryRun">Nothing is stored.</param>
internal sealed class RosterImport(RosterStore store, PersonStore persons, string site, bool isReplace, bool dryRun, AuditCaller caller)
{
    private readonly Dictionary<string, Listed> _listed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spared = new(StringComparer.Ordinal);
    private readonly List<(StoredPerson Person, PersonRefs Refs)> _chunk = new(RosterLimits.ChunkPersons);
    private readonly List<RejectedLine> _rejected = [];
    private readonly FieldErrors _errors = new();
    private Dictionary<string, RosterEntry> _before = [];
    private long _chunkBytes;
    private long _rejectedTotal;
    private bool _isAnybodyUnknown;

    /// <summary>Persons in the roster before.</summary>
    public int Before => _before.Count;

    /// <summary>Lines that were read.</summary>
    public long Lines { get; private set; }

    /// <summary>Reads the list. Of persons who are new or changed the content is stored, under which nobody finds it yet.</summary>
    /// <returns>Null, or what is wrong with the header.</returns>
    /// <exception cref="RosterFullException">It has more persons than a roster may have.</exception>
    public async Task<FieldErrors?> ReadAsync(ImportRows<RosterLineRequest> rows, CancellationToken cancellation)
    {
        _before = await store.GetAllAsync(site, cancellation);
        if (await rows.BeginAsync(cancellation) is { } errors) return errors;
        while (await rows.NextAsync(cancellation))
        {
            Lines = rows.Number;
            if (Check(rows) is { } person) await TakeAsync(rows.Number, person, cancellation);
        }

        await StoreAsync(cancellation);
        return null;
    }

    /// <summary>What the list changes, now that all of it was read.</summary>
    public RosterPlan Plan()
    {
        var leaving = isReplace ? _before.Keys.Where(user => !_listed.ContainsKey(user) && !_spared.Contains(user)).ToList() : [];
        var added = _listed.Count(listed => listed.Value.Person is not null && !_before.ContainsKey(listed.Key));
        var changed = _listed.Count(listed => listed.Value.Person is not null) - added;
        return new RosterPlan(added, changed, _listed.Count - added - changed, _isAnybodyUnknown ? [] : leaving, _isAnybodyUnknown ? leaving.Count : 0);
    }

    /// <summary>Writes what was planned, some hundred persons at a time: it is durable as far as it came, and can be repeated. Null: the site was deleted meanwhile.</summary>
    public async Task<RosterImportResponse?> ApplyAsync(RosterPlan plan, AuditStore audit)
    {
        await audit.AddAsync(RosterAudit.Import(caller, site, isReplace, plan), CancellationToken.None);
        var going = plan.Leaving.Select(user => (Line: 0L, Change: new RosterChange(site, user, null, RosterAudit.Delete(caller, site, user))));
        var coming = _listed.Where(static listed => listed.Value.Person is not null).OrderBy(static listed => listed.Value.Line)
            .Select(listed => (listed.Value.Line, Change: new RosterChange(site, listed.Key, listed.Value.Person, listed.Value.Note!)));
        var counts = new int[Enum.GetValues<RosterOutcome>().Length];
        foreach (var chunk in going.Concat(coming).Chunk(RosterLimits.ChunkRows))
        {
            var written = await store.WriteAsync(Array.ConvertAll(chunk, static one => one.Change), CancellationToken.None);
            for (var i = 0; i < chunk.Length; i++)
            {
                counts[(int)written[i].Outcome]++;
                if (written[i].Outcome == RosterOutcome.Full)
                    Reject(chunk[i].Line, ProblemKinds.RosterFull, $"the roster has {RosterStore.PersonsMax} persons already");
                else if (written[i].Outcome == RosterOutcome.ContentGone)
                    Reject(chunk[i].Line, ProblemKinds.RosterPersonUnknown, "his content was deleted meanwhile; send it again");
            }
        }

        return counts[(int)RosterOutcome.SiteUnknown] > 0
            ? null
            : Response(
                plan, counts[(int)RosterOutcome.Added], counts[(int)RosterOutcome.Changed], counts[(int)RosterOutcome.Removed],
                plan.Unchanged + counts[(int)RosterOutcome.Unchanged]);
    }

    /// <summary>What the answer to a dry run is.</summary>
    public RosterImportResponse Response(RosterPlan plan) => Response(plan, plan.Added, plan.Changed, plan.Leaving.Count, plan.Unchanged);

    private RosterImportResponse Response(RosterPlan plan, int added, int changed, int removed, int unchanged) => new(
        added, changed, removed, unchanged, [.. _rejected.OrderBy(static line => line.Line)], _rejectedTotal > _rejected.Count ? _rejectedTotal : null,
        plan.Withheld > 0 ? plan.Withheld : null);

    private CheckedPerson? Check(ImportRows<RosterLineRequest> rows)
    {
        _errors.Clear();
        var request = rows.Read(_errors);
        var person = request is null ? null : RosterRules.Check(request.UserId, request, _errors);
        if (person is not null && _listed.TryGetValue(person.Person.UserId, out var former))
        {
            _errors.Add("user_id", ProblemKinds.PersonUserIdInvalid, $"stands in line {former.Line} already");
            person = null;
        }

        if (person is not null) return person;
        Reject(rows.Number);
        Spare(request is null ? rows.Name : request.UserId);
        return null;
    }

    /// <summary>Whom a rejected line names stays as he is. When that cannot be told, everybody does.</summary>
    private void Spare(string? userId)
    {
        // One that cannot be a user_id names somebody whom we do not know.
        if (string.IsNullOrEmpty(userId) || userId.Length > CommandRules.IdLengthMax || VisibleText.HasHidden(userId)) _isAnybodyUnknown = true;
        else if (_before.ContainsKey(userId)) _spared.Add(userId);
    }

    private async Task TakeAsync(long line, CheckedPerson person, CancellationToken cancellation)
    {
        if (_listed.Count == RosterStore.PersonsMax) throw new RosterFullException();
        var refs = await persons.GetRefsAsync(person.Person, cancellation);
        var row = person.Of(refs, isStored: true);
        if (_before.GetValueOrDefault(person.Person.UserId)?.Says(row) == true)
        {
            _listed.Add(person.Person.UserId, new Listed(line, null, null));
            return;
        }

        _listed.Add(person.Person.UserId, new Listed(line, row, dryRun ? null : RosterAudit.Put(caller, site, person)));
        if (dryRun) return;
        _chunk.Add((person.Person, refs));
        _chunkBytes += person.Person.Photo?.Length ?? 0;
        if (_chunk.Count == RosterLimits.ChunkPersons || _chunkBytes >= RosterLimits.ChunkBytes) await StoreAsync(cancellation);
    }

    private async Task StoreAsync(CancellationToken cancellation)
    {
        if (_chunk.Count > 0) await persons.SaveAsync(_chunk, cancellation);
        _chunk.Clear();
        _chunkBytes = 0;
    }

    private void Reject(long line, ProblemKind kind, FieldMessage message)
    {
        _errors.Clear();
        _errors.Add("line", kind, message);
        Reject(line);
    }

    /// <summary>For what stands in the errors.</summary>
    private void Reject(long line)
    {
        _rejectedTotal++;
        if (_rejected.Count < RosterLimits.RejectedMax) _rejected.Add(new RejectedLine(line, _errors.ToLine()) { Errors = [.. _errors.All] });
    }

    /// <param name="Person">Null: he is in the roster exactly so.</param>
    private sealed record Listed(long Line, RosterPerson? Person, AuditNote? Note);
}
