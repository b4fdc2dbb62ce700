using Gateway.Platform.Rosters;
using Gateway.Storage.Audit;
using Gateway.Storage.Imports;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;

namespace Gateway.WebConsole.Import;

/// <summary>Imports persons of one site's roster out of sheets, by the rules of the API's lists and in the same places.</summary>
internal sealed class RosterSheets(RosterStore rosters, PersonStore persons, SiteStore sites, AuditStore audit, RosterImports places, ILogger<RosterSheets> log)
{
    /// <inheritdoc cref="DeviceSheets.RunAsync"/>
    public async Task<ImportOutcome> RunAsync(string site, ImportRun run, Action<ImportCounts> noted, CancellationToken cancellation)
    {
        var nothing = new ImportOutcome(new ImportCounts(run.Table.Rows.Count, 0, 0, 0, 0, 0));
        if (await sites.GetAsync(site, cancellation) is null) return nothing with { Refusal = ImportRefusal.SiteUnknown };
        if (!places.TryEnter(run.Caller)) return nothing with { Refusal = ImportRefusal.Busy };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ended.CancelAfter(RosterLimits.TimeMax);
        try
        {
            return await RunAsync(site, run, nothing, noted, ended.Token);
        }
        catch (RosterFullException)
        {
            return nothing with { Refusal = ImportRefusal.RosterFull };
        }
        finally
        {
            places.Leave(run.Caller);
        }
    }

    private async Task<ImportOutcome> RunAsync(string site, ImportRun run, ImportOutcome nothing, Action<ImportCounts> noted, CancellationToken cancellation)
    {
        var import = new RosterImport(rosters, persons, site, run.Wishes.IsReplace, run.IsTrial, run.Auditor);
        var rows = new RosterSheetRows(run.Table, run.Photos, site, rosters, persons);
        run.Done = () => rows.Done;
        await import.ReadAsync(rows, cancellation);
        var plan = import.Plan();
        if (!run.IsTrial && plan.Leaving.Count != run.Trial!.Counts.Removed) return nothing with { Refusal = ImportRefusal.RemovalsChanged };
        var answer = run.IsTrial ? import.Response(plan) : await import.ApplyAsync(plan, audit);
        if (answer is null) return nothing with { Refusal = ImportRefusal.SiteUnknown };
        var counts = new ImportCounts(run.Table.Rows.Count, answer.Added, answer.Changed, answer.Unchanged, answer.Removed, answer.RejectedTotal ?? answer.Rejected.Count);
        noted(counts);
        if (!run.IsTrial) RosterLog.ListApplied(log, site, answer.Added, answer.Changed, answer.Removed);
        return new ImportOutcome(counts) { Rejected = answer.Rejected, Withheld = answer.RemovalsWithheld ?? 0, UnusedPhotos = run.Photos?.Unused ?? 0 };
    }
}
