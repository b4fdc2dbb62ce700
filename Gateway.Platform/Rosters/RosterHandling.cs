using Gateway.Actors.Privacy;
using Gateway.Actors.Rosters;
using Gateway.Storage.Audit;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Rosters;

/// <summary>What people do to many persons of a site's roster at once.</summary>
internal sealed class RosterHandling(RosterFacts facts, RosterStore store, AuditStore audit, RosterSignal signal, RosterMatrices matrices)
{
    /// <summary>Subjects of a row of the audit beside the site.</summary>
    private const int PersonsOfRow = AuditNote.SubjectsMax - 1;

    /// <summary>
    /// Whose order failed or waits for its time gets it now, on every gate of the site; who is there already is left alone. In the audit before anything is written, found by each
    /// of the persons.
    /// </summary>
    /// <returns>How many orders, a person on a gate each, go out by it.</returns>
    public async Task<int> PushAgainAsync(string site, IReadOnlyCollection<string> users, AuditCaller caller, CancellationToken cancellation)
    {
        var after = $$"""{"persons":{{users.Count}}}""";
        await audit.AddAsync(
            [.. users.Chunk(PersonsOfRow).Select(some => new AuditNote(
                caller, AuditActions.RosterPushAgain, $"sites/{site}/roster", [site, .. some.Select(static user => UserIdMask.Of(user))], After: after))],
            cancellation);
        var due = 0;
        foreach (var some in users.Chunk(RosterLimits.ChunkRows)) due += await facts.PushAgainAsync(site, some, CancellationToken.None);
        signal.Written();
        matrices.Forget(site);
        return due;
    }

    /// <summary>They should be on none of the site's terminals any more.</summary>
    /// <returns>How many were in the roster, and are not any more.</returns>
    public async Task<int> RemoveAsync(string site, IReadOnlyCollection<string> users, AuditCaller caller, CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var some in users.Chunk(RosterLimits.ChunkRows))
        {
            cancellation.ThrowIfCancellationRequested();
            var written = await store.WriteAsync([.. some.Select(user => new RosterChange(site, user, null, RosterAudit.Delete(caller, site, user)))], CancellationToken.None);
            removed += written.Count(static one => one.Outcome == RosterOutcome.Removed);
        }

        matrices.Forget(site);
        return removed;
    }
}
