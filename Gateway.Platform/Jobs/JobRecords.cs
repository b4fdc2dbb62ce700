using Gateway.Platform.Commands;

namespace Gateway.Platform.Jobs;

/// <summary>One command for many terminals, at a pace.</summary>
/// <param name="Id">Makes the request repeatable: the same request again is the same job, another with this id is refused. 1 to 64 printable ASCII characters without spaces; made
/// by the gateway when absent.</param>
/// <param name="Targets">Which terminals; found out once, when the job is made.</param>
/// <param name="Command">What they are to do. Its life begins when it is handed out.</param>
/// <param name="Rollout">At what pace; absent: all at once.</param>
/// <param name="Window">Only within these hours; absent: always.</param>
/// <param name="Abort">What ends it early; absent: nothing.</param>
/// <param name="ExpiresAt">What waits then, and what is still queued, expires; within 366 days. Absent: it ends when every target has ended.</param>
internal sealed record JobRequest(
    string? Id = null,
    JobTargetsRequest? Targets = null,
    CommandRequest? Command = null,
    JobRolloutRequest? Rollout = null,
    JobWindowRequest? Window = null,
    JobAbortRequest? Abort = null,
    DateTimeOffset? ExpiresAt = null)
{
    public override string ToString() => "***";
}

/// <summary>Devices that any of these names, without the exceptions; enrolment terminals, which take no commands, are left out unless named by their SN.</summary>
/// <param name="Sns">These, at most 100 000.</param>
/// <param name="Sites">All of these construction sites, at most 1 000.</param>
/// <param name="Tags">All with any of these tags, at most 1 000.</param>
/// <param name="All">All there are.</param>
/// <param name="Except">Never these, at most 100 000.</param>
internal sealed record JobTargetsRequest(
    IReadOnlyList<string>? Sns = null, IReadOnlyList<string>? Sites = null, IReadOnlyList<string>? Tags = null, bool? All = null, IReadOnlyList<string>? Except = null);

/// <summary>At what pace a job goes out.</summary>
/// <param name="Canary">So many first, a number or a percentage such as <c>"2%"</c>: a fair sample. The others wait until somebody resumes the job, or for
/// <c>canary_minutes</c>.</param>
/// <param name="CanaryMinutes">How long they wait after the last of the canary was handed out: 1 to 43 200. Absent: until somebody resumes the job.</param>
/// <param name="PerMinute">At most so many terminals a minute: 1 to 1 000 000.</param>
/// <param name="Factor">By which per_minute grows each minute: 1 to 100; 1 when absent.</param>
internal sealed record JobRolloutRequest(JobCanary? Canary = null, int? CanaryMinutes = null, int? PerMinute = null, double? Factor = null);

/// <summary>Hours of the day, in the zone of <c>Gateway:TimeZone</c>, in which a job hands out.</summary>
/// <param name="From">Its beginning, such as <c>"22:00"</c>.</param>
/// <param name="To">Its end, such as <c>"05:30"</c>; before <c>from</c> it is that of the next day.</param>
internal sealed record JobWindowRequest(string? From = null, string? To = null);

/// <summary>When a job stops handing out, since too many have failed.</summary>
/// <param name="FailedPercent">So many percent of those that have ended failed or expired: 1 to 100.</param>
/// <param name="After">When at least so many have ended: 1 to 1 000 000.</param>
internal sealed record JobAbortRequest(int? FailedPercent = null, int? After = null);
