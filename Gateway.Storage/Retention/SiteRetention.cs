using System.Data.Common;
using Gateway.Storage.Audit;
using Gateway.Storage.Sql;
using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Retention;

/// <summary>
/// Attendance and registrations, kept by their site (docs/decisions/0121-retention-by-site.md): once a day, and when somebody asks. One run at a time in the cluster; a run that
/// a node has left half done is finished by the next one. Nothing is deleted by a clock that is not believed.
/// </summary>
public sealed class SiteRetention(
    RetentionPlan plan, RetentionDeletes deletes, RetentionRunStore runs, RetentionProofStore proofs, PartitionStore partitions, DatabaseSizes sizes, RetentionClock clock,
    AuditStore audit, RetentionOptions options, TimeProvider time, ILogger<SiteRetention> log)
{
    /// <summary>How often it is looked for a run that somebody wants.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>After a failure.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(1);

    private DateOnly _done;

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        DateTimeOffset? notBefore = null;
        do
        {
            if (notBefore > time.GetUtcNow()) continue;
            try
            {
                notBefore = null;
                await RoundAsync(stop);
            }
            catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException)
            {
                RetentionLog.RetentionFailed(log, "sites", failure.GetType().Name);
                notBefore = time.GetUtcNow() + AgainAfter;
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    /// <summary>What is to be done now: the run that is open, or the day's own.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        if (await runs.OpenAsync(stop) is not { } run)
        {
            var day = RetentionDay.Of(time.GetUtcNow(), byHand: false, options).Today;
            if (day == _done) return;
            if (await clock.LookAsync(stop) is not { Doubt: null } found) return;
            day = RetentionDay.Of(found.Now, byHand: false, options).Today; // The database's, where it has a clock.
            if (day == _done) return;
            await sizes.NoteAsync(day, stop);
            if (await runs.HasRunAsync(day, stop) || await runs.RequestAsync(day, byHand: false, AuditCaller.Retention.KeyId, stop) is not { } own)
            {
                _done = day;
                return;
            }

            run = own;
        }

        await RunAsync(run, stop);
        if (!run.ByHand) _done = run.Day;
    }

    /// <summary>What a run by hand would delete now, by site.</summary>
    /// <returns>The day of the zone; why nothing is deleted by this clock, or null; the sites, null with a doubt.</returns>
    public async Task<(DateOnly Day, string? Doubt, IAsyncEnumerable<PlannedSite>? Sites)> PreviewAsync(CancellationToken cancellation)
    {
        var found = await clock.LookAsync(cancellation);
        var day = RetentionDay.Of(found.Now, byHand: true, options);
        return (day.Today, found.Doubt, found.Doubt is null ? plan.ReadAsync(day, cancellation) : null);
    }

    /// <summary>Asks for a run: whichever node runs retention begins it within seconds.</summary>
    /// <returns>The run; or why there is none: the clock's doubt, or null when another one is open.</returns>
    public async Task<(RetentionRun? Run, string? Doubt)> RequestAsync(AuditCaller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var found = await clock.LookAsync(cancellation);
        if (found.Doubt is not null) return (null, found.Doubt);
        await audit.AddAsync(new AuditNote(caller, AuditActions.RetentionRun, "retention/run", []), cancellation);
        return (await runs.RequestAsync(RetentionDay.Of(found.Now, byHand: true, options).Today, byHand: true, caller.KeyId, cancellation), null);
    }

    private async Task RunAsync(RetentionRun run, CancellationToken stop)
    {
        if ((await clock.LookAsync(stop)).Doubt is { } doubt)
        {
            await runs.EndAsync(run.Number, doubt, stop);
            return;
        }

        await runs.StartAsync(run.Number, stop);
        await proofs.CloseAllAsync(stop);
        var day = new RetentionDay(run.Day, run.ByHand, options);
        await foreach (var planned in plan.ReadAsync(day, stop)) await DeleteAsync(run, day, planned, stop);
        await runs.EndAsync(run.Number, null, stop);
        var (counts, sites) = await proofs.SumAsync(run.Number, stop);
        if (!counts.IsNone) RetentionLog.RunEnded(log, run.Number, sites, counts.Attendance + counts.AttendanceAgain, counts.Registrations, counts.RegistrationPhotos);

        // Last, and no part of the run: a lock that is not given now is asked for after the next.
        await partitions.DropEmptyMonthsAsync(time.GetUtcNow(), stop);
    }

    private async Task DeleteAsync(RetentionRun run, RetentionDay day, PlannedSite planned, CancellationToken stop)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"retention/runs/{run.Number}");
        await audit.AddAsync(new AuditNote(AuditCaller.Retention, AuditActions.RetentionDelete, subject, [planned.Site ?? ""], JsonOf(planned)), stop);
        long? proof = null;
        long records = 0;
        foreach (var look in RetentionLook.Of(planned.Term))
        {
            for (var mayGoOn = true; mayGoOn;)
            {
                (proof, var deleted, mayGoOn) = await deletes.DeleteAsync(day, planned, look, run.Number, proof, stop);
                records += deleted;
                if (proof is { } full && records >= RetentionProofStore.RecordsMax)
                {
                    await proofs.CloseAsync(full, stop);
                    (proof, records) = (null, 0);
                }

                if (mayGoOn) await Task.Delay(RetentionLoop.Pause, time, stop);
            }
        }

        if (proof is { } last) await proofs.CloseAsync(last, stop);
    }

    private static string JsonOf(PlannedSite planned)
    {
        var (rule, counts) = (RetentionTerm.Text(planned.Term.Rule), planned.Counts);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"rule\":\"{rule}\",\"attendance\":{counts.Attendance},\"attendance_again\":{counts.AttendanceAgain},"
            + $"\"registrations\":{counts.Registrations},\"registration_photos\":{counts.RegistrationPhotos}}}");
    }
}
