namespace Gateway.Actors.Jobs;

/// <summary>What a job may do now.</summary>
/// <param name="Take">At most so many targets have their turn.</param>
/// <param name="Again">When there may be more for it; null: nothing that time alone brings.</param>
public readonly record struct JobStep(JobProgress Progress, int Take, DateTimeOffset? Again)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Pure: by the clock, the canary, the window and the pace.</summary>
    /// <param name="zone">Of the window.</param>
    /// <param name="most">Targets of one step.</param>
    public static JobStep Of(Job job, DateTimeOffset now, TimeZoneInfo zone, int most)
    {
        var (rollout, progress) = (job.Rollout, job.Progress);
        if (progress.State is not (JobState.Scheduled or JobState.Canary or JobState.Running)) return new JobStep(progress, 0, null);
        if (rollout.OpensAt(now, zone) is { } opens) return new JobStep(progress, 0, opens);
        var inCanary = rollout.Canary > 0 && !progress.CanaryPassed;
        if (inCanary && progress.HandedOut >= rollout.Canary)
        {
            if (progress.CanaryUntil is not { } until || until > now) return new JobStep(progress, 0, progress.CanaryUntil);
            (progress, inCanary) = (progress.PassCanary(), false);
        }

        progress = progress with { State = inCanary ? JobState.Canary : JobState.Running, Reason = null, StartedAt = progress.StartedAt ?? now };
        var take = inCanary ? Math.Min(most, rollout.Canary - progress.HandedOut) : most;
        if (rollout.PerMinute is not { } perMinute) return new JobStep(progress, take, now);

        progress = ThisMinute(progress, rollout, perMinute, now, grows: !inCanary);
        take = Math.Clamp((int)progress.MinutePace - progress.MinuteUsed, 0, take);
        return new JobStep(progress, take, take > 0 ? now : progress.MinuteAt + Minute);
    }

    /// <summary>The progress when so many had their turn.</summary>
    public JobProgress Taken(int count, JobRollout rollout, DateTimeOffset now)
    {
        if (count == 0) return Progress;
        var after = Progress with { HandedOut = Progress.HandedOut + count, MinuteUsed = Progress.MinuteUsed + count };
        if (after.State != JobState.Canary || after.HandedOut < rollout.Canary) return after;
        return after with { Reason = JobText.CanaryWaits, CanaryUntil = rollout.CanaryMinutes is { } minutes ? now.AddMinutes(minutes) : null };
    }

    /// <summary>A minute begins with the first hand-out in it, so that the pace of a job that stood still does not grow.</summary>
    private static JobProgress ThisMinute(JobProgress progress, JobRollout rollout, int perMinute, DateTimeOffset now, bool grows)
    {
        if (progress.MinuteAt is { } began && now >= began && now < began + Minute) return progress;
        var pace = progress.MinuteAt is null || !grows ? perMinute : Math.Min(progress.MinutePace * rollout.Factor, JobRollout.PaceMax);
        return progress with { MinuteAt = now, MinutePace = pace, MinuteUsed = 0 };
    }
}
