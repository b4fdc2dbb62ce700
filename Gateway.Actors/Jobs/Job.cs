namespace Gateway.Actors.Jobs;

/// <summary>One command to many terminals, at a pace.</summary>
/// <param name="RequestHash">Tells two requests of one id apart.</param>
/// <param name="Targets">How many terminals it is for, rejected ones included.</param>
/// <param name="RetryOf">The job whose failed targets these are; null: of none.</param>
public sealed record Job(
    string Id, string RequestHash, JobOrder Order, JobRollout Rollout, int Targets, string? RetryOf, DateTimeOffset CreatedAt, JobProgress Progress)
{
    /// <summary>Whether it can still hand out, now or later.</summary>
    public bool IsLive => Progress.State is JobState.Scheduled or JobState.Canary or JobState.Running or JobState.Paused;
}
