namespace Gateway.Actors.Jobs;

/// <summary>How far a job has come.</summary>
public sealed record JobProgress
{
    public JobState State { get; init; }

    /// <summary>Why it waits, or has ended; one of <see cref="JobText"/>'s words, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Targets whose turn has come.</summary>
    public int HandedOut { get; init; }

    /// <summary>The canary, if there is one, was well.</summary>
    public bool CanaryPassed { get; init; }

    /// <summary>When the others follow the canary; null: when somebody resumes.</summary>
    public DateTimeOffset? CanaryUntil { get; init; }

    /// <summary>When the running minute of a pace began; null before the first.</summary>
    public DateTimeOffset? MinuteAt { get; init; }

    /// <summary>How many that minute may hand out.</summary>
    public double MinutePace { get; init; }

    /// <summary>How many it has.</summary>
    public int MinuteUsed { get; init; }

    /// <summary>When the first turn came; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When nothing was left to do of it; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The others follow the canary, at the pace of a first minute.</summary>
    public JobProgress PassCanary() => this with { State = JobState.Running, Reason = null, CanaryPassed = true, CanaryUntil = null, MinuteAt = null };
}
