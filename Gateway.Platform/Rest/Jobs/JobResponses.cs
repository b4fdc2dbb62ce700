using Gateway.Actors.Commands;
using Gateway.Actors.Jobs;
using Gateway.Actors.Privacy;

namespace Gateway.Platform.Rest.Jobs;

/// <summary>A job that is durable.</summary>
/// <param name="JobId">Its id: the one given, or the one made.</param>
/// <param name="State">How far it is: of a repeated request, how far the first one has come.</param>
/// <param name="Targets">How many terminals it is for, those included that were named and are none.</param>
internal sealed record AcceptedJobResponse(string JobId, string State, int Targets);

/// <summary>A job and how far it is, at most a second behind.</summary>
/// <param name="JobId">As answered to the request.</param>
/// <param name="State"><c>scheduled</c>, <c>canary</c>, <c>running</c>, <c>paused</c>, <c>aborted</c>, <c>completed</c> or <c>cancelled</c>.</param>
/// <param name="Reason">Why it waits or has ended: <c>canary_waits</c> (for <c>resume</c>, or until <c>resumes_at</c>), <c>by_hand</c>, <c>failed_percent</c>, <c>expired</c>; or
/// null.</param>
/// <param name="Type">Of its command.</param>
/// <param name="UserId">The person that it is about; null for <c>clock.set</c>.</param>
/// <param name="CommandId">The id that its commands have, each at its device.</param>
/// <param name="Targets">How many terminals it is for.</param>
/// <param name="HandedOut">How many had their turn.</param>
/// <param name="Counts">Its targets by state: <c>waiting</c>, and the states of commands; a state without a target is 0. Null in lists.</param>
/// <param name="Canary">How many terminals its canary is; 0: none.</param>
/// <param name="PerMinute">How many terminals have their turn in the running minute, at most; null: no bound.</param>
/// <param name="ResumesAt">When the others follow the canary; null: not by themselves.</param>
/// <param name="RetryOf">The job whose failed targets these are; null: of none.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="StartedAt">When the first had its turn; null before.</param>
/// <param name="ExpiresAt">When what waits, and what is queued, expires; null: never.</param>
/// <param name="EndedAt">When nothing was left to do of it; null before.</param>
internal sealed record JobResponse(
    string JobId,
    string State,
    string? Reason,
    string Type,
    string? UserId,
    string CommandId,
    int Targets,
    int HandedOut,
    IReadOnlyDictionary<string, int>? Counts,
    int Canary,
    int? PerMinute,
    DateTimeOffset? ResumesAt,
    string? RetryOf,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? EndedAt)
{
    /// <param name="counts">Null: not told.</param>
    /// <param name="shown">Whether the caller may see personal data.</param>
    public static JobResponse Of(Job job, IReadOnlyDictionary<JobTargetState, int>? counts, bool shown)
    {
        var (order, progress, rollout) = (job.Order, job.Progress, job.Rollout);
        return new JobResponse(
            job.Id, JobText.Of(progress.State), progress.Reason, CommandText.Of(order.Type), shown ? order.UserId : UserIdMask.Of(order.UserId), order.CommandId,
            job.Targets, progress.HandedOut, counts is null ? null : Told(counts),
            rollout.Canary, rollout.PerMinute is { } first ? progress.MinuteAt is null ? first : (int)progress.MinutePace : null,
            progress.CanaryUntil, job.RetryOf, job.CreatedAt, progress.StartedAt, rollout.ExpiresAt, progress.EndedAt);
    }

    private static Dictionary<string, int> Told(IReadOnlyDictionary<JobTargetState, int> counts)
    {
        var told = JobText.TargetStates.ToDictionary(static state => state, static _ => 0, StringComparer.Ordinal);
        foreach (var (state, count) in counts) told[JobText.Told(state)] += count;
        return told;
    }
}

/// <summary>One terminal of a job.</summary>
/// <param name="Sn">The device.</param>
/// <param name="State"><c>waiting</c>, or the state of its command; <c>failed</c> also when it could not be given one.</param>
/// <param name="Code">The terminal's own code, or the code of the problem that kept the command from it; null: none.</param>
/// <param name="Reason">The terminal's own words, masked for the role <c>viewer</c>; null: none.</param>
internal sealed record JobTargetResponse(string Sn, string State, string? Code, string? Reason)
{
    /// <param name="shown">Whether the caller may see personal data.</param>
    public static JobTargetResponse Of(JobTarget target, bool shown) =>
        new(target.Sn, JobText.Told(target.State), target.Code, target.Reason is null || shown ? target.Reason : ExtraFields.Mask);
}
