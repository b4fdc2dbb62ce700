using Gateway.Actors.Jobs;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Jobs;

namespace Gateway.Platform.Jobs;

/// <summary>What a person does to a job under way. What is so already is left as it is, so each may be asked for again.</summary>
internal sealed class JobChanges(JobStore jobs, JobSignal signal)
{
    /// <summary>No target has its turn from here on; commands that are handed out go on.</summary>
    public Task<JobOutcome> PauseAsync(string id, AuditCaller caller, CancellationToken cancellation) => ChangeAsync(
        id, AuditActions.JobPause, static job => job.Progress.State == JobState.Paused,
        static job => job.IsLive ? job.Progress with { State = JobState.Paused, Reason = JobText.ByHand } : null, caller, cancellation);

    /// <summary>A paused job goes on; the others follow a canary whose terminals all had their turn.</summary>
    public Task<JobOutcome> ResumeAsync(string id, AuditCaller caller, CancellationToken cancellation) =>
        ChangeAsync(id, AuditActions.JobResume, static job => job.Progress.State is JobState.Running or JobState.Scheduled || GoesOn(job), Resume, caller, cancellation);

    /// <summary>What waits is cancelled at once, what is queued soon; what is on its way to a terminal goes on.</summary>
    public Task<JobOutcome> CancelAsync(string id, AuditCaller caller, CancellationToken cancellation) => ChangeAsync(
        id, AuditActions.JobCancel, static job => job.Progress.State == JobState.Cancelled,
        static job => job.IsLive ? job.Progress with { State = JobState.Cancelled, Reason = JobText.ByHand } : null, caller, cancellation);

    /// <summary>A canary some of whose terminals wait for their turn still.</summary>
    private static bool GoesOn(Job job) => job.Progress.State == JobState.Canary && job.Progress.HandedOut < job.Rollout.Canary;

    private static JobProgress? Resume(Job job)
    {
        var (progress, canary) = (job.Progress, job.Rollout.Canary);
        if (!job.IsLive) return null;
        if (canary == 0 || progress.CanaryPassed) return progress with { State = progress.StartedAt is null ? JobState.Scheduled : JobState.Running, Reason = null };
        if (progress.HandedOut >= canary) return progress.PassCanary();
        return progress with { State = progress.StartedAt is null ? JobState.Scheduled : JobState.Canary, Reason = null };
    }

    private async Task<JobOutcome> ChangeAsync(
        string id, string action, Func<Job, bool> isSo, Func<Job, JobProgress?> change, AuditCaller caller, CancellationToken cancellation)
    {
        var (before, after) = await jobs.ChangeAsync(id, job => isSo(job) ? null : change(job), JobAudit.Change(caller, action, id), cancellation);
        if (before is null) return JobOutcome.Refused(ProblemKinds.JobUnknown, $"There is no job {id}.");
        if (after is null) return isSo(before) ? JobOutcome.Is(before) : JobOutcome.Refused(ProblemKinds.JobFinished, $"It is {JobText.Of(before.Progress.State)}.");
        signal.Written();
        return JobOutcome.Is(after);
    }
}
