using System.Collections.Concurrent;
using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Jobs;
using Gateway.Actors.Time;
using Gateway.Platform.Commands;
using Gateway.Platform.Problems;
using Gateway.Storage.Jobs;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Platform.Jobs;

/// <summary>One step of a job: what time, threshold and pace say, a bounded number of targets at most.</summary>
internal sealed class JobSteps(
    JobRunStore store, CommandQueueing queueing, DeviceRegion region, CommandLimits asks, JobLimits limits, GatewayZone zone, TimeProvider time, ILogger<JobRunner> log)
{
    /// <returns>When the job is due again.</returns>
    public async Task<DateTimeOffset> RunAsync(Job job, JobTurn turn, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (turn.IsFirst) await store.FollowAsync(job, stop);
        var before = turn.IsFirst ? now : now - limits.GiveAgainAfter;
        turn.IsFirst = false;
        if (job.Progress.State == JobState.Cancelled) return await TakeBackAsync(job, turn, now, stop);

        var counts = await store.CountAsync(job.Id, stop);
        var (waits, hasWork) = (job.IsLive && counts.ContainsKey(JobTargetState.Waiting), false);
        if (waits && (await ExpireAsync(job, now, stop) || await AbortAsync(job, counts, stop))) return now;
        if (counts.ContainsKey(JobTargetState.Ordered))
            hasWork |= await GiveAsync(job, await store.ReclaimAsync(job.Id, before, now, limits.TargetsPerStep, stop), stop);

        DateTimeOffset? again = null;
        if (waits)
        {
            (var sns, again) = await store.ClaimAsync(job.Id, one => JobStep.Of(one, now, zone.Zone, limits.TargetsPerStep), now, stop);
            hasWork |= await GiveAsync(job, sns, stop);
        }

        return await RestAsync(job, turn, hasWork ? await store.CountAsync(job.Id, stop) : counts, again, stop);
    }

    /// <summary>Ends the job when nothing is left to do; else says when it is due again.</summary>
    private async Task<DateTimeOffset> RestAsync(
        Job job, JobTurn turn, IReadOnlyDictionary<JobTargetState, int> counts, DateTimeOffset? again, CancellationToken stop)
    {
        // An aborted job is over when it is known of every order whether it arrived.
        JobTargetState[] open = job.IsLive ? [JobTargetState.Waiting, JobTargetState.Ordered, JobTargetState.Queued, JobTargetState.InFlight] : [JobTargetState.Ordered];
        var now = time.GetUtcNow();
        if (!open.Any(counts.ContainsKey) && await EndAsync(job, now, stop)) return DateTimeOffset.MaxValue;

        var isSame = counts.Count == turn.Counts.Count && counts.All(count => turn.Counts.GetValueOrDefault(count.Key) == count.Value);
        turn.Counts = counts;
        turn.Look = !isSame ? limits.LookMin : turn.Look * 2 < limits.LookMax ? turn.Look * 2 : limits.LookMax;
        var due = now + turn.Look;
        if (job.Rollout.ExpiresAt is { } expires && expires > now && expires < due) due = expires;
        return again < due ? again.Value : due;
    }

    private async Task<bool> ExpireAsync(Job job, DateTimeOffset now, CancellationToken stop)
    {
        if (!(job.Rollout.ExpiresAt <= now)) return false;
        await store.ChangeAsync(job.Id, static one => one.IsLive ? one.Progress with { Reason = JobText.TimeOver } : null, stop);
        return await store.ExpireAsync(job.Id, stop) > 0;
    }

    private async Task<bool> EndAsync(Job job, DateTimeOffset now, CancellationToken stop)
    {
        var ended = await store.ChangeAsync(
            job.Id, one => one.IsLive != job.IsLive ? null : one.Progress with { State = one.IsLive ? JobState.Completed : one.Progress.State, EndedAt = now }, stop);
        if (ended) JobLog.Ended(log, job.Id, JobText.Of(job.IsLive ? JobState.Completed : job.Progress.State));
        return ended;
    }

    private async Task<bool> AbortAsync(Job job, IReadOnlyDictionary<JobTargetState, int> counts, CancellationToken stop)
    {
        var waiting = counts.GetValueOrDefault(JobTargetState.Waiting);
        var failed = Sum(JobTargetState.Failed, JobTargetState.Expired);
        var ended = failed + Sum(JobTargetState.Succeeded, JobTargetState.Cancelled, JobTargetState.Superseded);
        if (!job.Rollout.IsTooMany(ended, failed)) return false;
        var done = await store.ChangeAsync(
            job.Id, static one => one.IsLive ? one.Progress with { State = JobState.Aborted, Reason = JobText.FailedPercent, CanaryUntil = null } : null, stop);
        if (done) JobLog.Aborted(log, job.Id, failed, ended, waiting);
        return done;

        int Sum(params JobTargetState[] states) => states.Sum(state => counts.GetValueOrDefault(state));
    }

    /// <summary>Gives orders to their devices; those without an answer stay orders, and are given again.</summary>
    /// <returns>Whether there were any.</returns>
    private async Task<bool> GiveAsync(Job job, IReadOnlyList<string> sns, CancellationToken stop)
    {
        if (sns.Count == 0) return false;
        var refused = new ConcurrentBag<(string Sn, string? Code)>();
        var silent = 0;
        await Parallel.ForEachAsync(sns, new ParallelOptions { MaxDegreeOfParallelism = limits.DevicesAtOnce, CancellationToken = stop }, async (sn, token) =>
        {
            var outcome = await queueing.QueueAsync(sn, job.Order.ToCommand(job, time.GetUtcNow()), token);
            if (outcome.Problem == ProblemKinds.DeviceBusy) Interlocked.Increment(ref silent);
            else if (outcome.Problem is { } problem) refused.Add((sn, problem.Code));
            else if (outcome.Status!.Command.BatchId != job.Id) refused.Add((sn, ProblemKinds.CommandConflict.Code));
        });
        await store.EndOrdersAsync(job.Id, refused, JobTargetState.Failed, stop);
        if (silent > 0) JobLog.Silent(log, silent, job.Id);
        return true;
    }

    /// <summary>Takes back what is queued, so many a step; what is on its way to a terminal goes on. Begun anew by each runner, which does no harm.</summary>
    private async Task<DateTimeOffset> TakeBackAsync(Job job, JobTurn turn, DateTimeOffset now, CancellationToken stop)
    {
        var targets = await store.GetQueuedAsync(job.Id, turn.TakenBack, limits.TargetsPerStep, stop);
        var never = new ConcurrentBag<(string Sn, string? Code)>();
        var silent = 0;
        await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = limits.DevicesAtOnce, CancellationToken = stop }, async (target, token) =>
        {
            try
            {
                var answer = await region.AskAsync<object>(new CancelCommand(target.Sn, job.Order.CommandId, now), asks.AskTimeout, token);
                if (answer is CommandUnknown) never.Add((target.Sn, null));
            }
            catch (AskTimeoutException)
            {
                Interlocked.Increment(ref silent);
            }
        });
        await store.EndOrdersAsync(job.Id, never, JobTargetState.Cancelled, stop);
        if (silent > 0)
        {
            JobLog.Silent(log, silent, job.Id);
            return now + limits.LookMax;
        }

        if (targets.Count > 0) turn.TakenBack = targets[^1].Position;
        return targets.Count == 0 && await EndAsync(job, now, stop) ? DateTimeOffset.MaxValue : now;
    }
}
