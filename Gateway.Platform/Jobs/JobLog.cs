namespace Gateway.Platform.Jobs;

/// <summary>Event ids 1550–1555. Never a person.</summary>
internal static partial class JobLog
{
    [LoggerMessage(1550, LogLevel.Information, "Job {JobId} is accepted for {Targets} devices")]
    public static partial void Accepted(ILogger log, string jobId, int targets);

    [LoggerMessage(1551, LogLevel.Information, "Job {JobId} is {State}")]
    public static partial void Ended(ILogger log, string jobId, string state);

    [LoggerMessage(1552, LogLevel.Warning, "Job {JobId} is aborted: {Failed} of {Ended} that have ended failed or expired; {Waiting} stay untouched")]
    public static partial void Aborted(ILogger log, string jobId, int failed, int ended, int waiting);

    [LoggerMessage(1553, LogLevel.Warning, "Job {JobId} could not go on; it is tried again")]
    public static partial void StepFailed(ILogger log, Exception exception, string jobId);

    [LoggerMessage(1554, LogLevel.Warning, "{Devices} devices did not answer to job {JobId}; they are asked again")]
    public static partial void Silent(ILogger log, int devices, string jobId);

    [LoggerMessage(1555, LogLevel.Warning, "Jobs could not be looked for; they are looked for again")]
    public static partial void LookFailed(ILogger log, Exception exception);
}
