namespace Gateway.Actors.Jobs;

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>Accepted, and nothing handed out yet: its turn or its window has not come.</summary>
    Scheduled,

    /// <summary>The first few have it, or are getting it; the others wait until somebody resumes it, or for the minutes that it says.</summary>
    Canary,

    /// <summary>It is being handed out, or the last ones that have it have not ended.</summary>
    Running,

    /// <summary>Somebody has stopped the handing out.</summary>
    Paused,

    /// <summary>Too many failed: the rest stays untouched.</summary>
    Aborted,

    /// <summary>Every target has ended.</summary>
    Completed,

    /// <summary>Somebody has ended it: what waited, and what was queued, is cancelled.</summary>
    Cancelled,
}
