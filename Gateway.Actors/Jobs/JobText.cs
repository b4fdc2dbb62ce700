using Gateway.Actors.Commands;

namespace Gateway.Actors.Jobs;

/// <summary>The words for jobs, in the API and in the tables alike. Frozen.</summary>
public static class JobText
{
    /// <summary>A person paused it.</summary>
    public const string ByHand = "by_hand";

    /// <summary>The canary has been handed out.</summary>
    public const string CanaryWaits = "canary_waits";

    /// <summary>Too many have failed.</summary>
    public const string FailedPercent = "failed_percent";

    /// <summary>Its time is over: what waited has expired.</summary>
    public const string TimeOver = "expired";

    private static readonly (JobState State, string Text)[] AllStates =
    [
        (JobState.Scheduled, "scheduled"),
        (JobState.Canary, "canary"),
        (JobState.Running, "running"),
        (JobState.Paused, "paused"),
        (JobState.Aborted, "aborted"),
        (JobState.Completed, "completed"),
        (JobState.Cancelled, "cancelled"),
    ];

    private static readonly (JobTargetState State, string Text)[] AllTargets =
    [
        (JobTargetState.Waiting, "waiting"),
        (JobTargetState.Ordered, "ordered"),
        (JobTargetState.Rejected, "rejected"),
        (JobTargetState.Queued, CommandText.Of(CommandState.Queued)),
        (JobTargetState.InFlight, CommandText.Of(CommandState.InFlight)),
        (JobTargetState.Succeeded, CommandText.Of(CommandState.Succeeded)),
        (JobTargetState.Failed, CommandText.Of(CommandState.Failed)),
        (JobTargetState.Expired, CommandText.Of(CommandState.Expired)),
        (JobTargetState.Cancelled, CommandText.Of(CommandState.Cancelled)),
        (JobTargetState.Superseded, CommandText.Of(CommandState.Superseded)),
    ];

    /// <summary>Every state of a job.</summary>
    public static IReadOnlyList<string> States { get; } = [.. AllStates.Select(static state => state.Text)];

    /// <summary>The states of targets that are told: <c>waiting</c>, and those of commands.</summary>
    public static IReadOnlyList<string> TargetStates { get; } = ["waiting", .. CommandText.States];

    public static string Of(JobState state) => Array.Find(AllStates, one => one.State == state).Text ?? throw new ArgumentOutOfRangeException(nameof(state));

    public static string Of(JobTargetState state) => Array.Find(AllTargets, one => one.State == state).Text ?? throw new ArgumentOutOfRangeException(nameof(state));

    /// <summary>What is told of a state: an order is on its way into the queue, and who was rejected has failed.</summary>
    public static string Told(JobTargetState state) => Of(state switch
    {
        JobTargetState.Ordered => JobTargetState.Queued,
        JobTargetState.Rejected => JobTargetState.Failed,
        _ => state,
    });

    /// <summary>Null: not one of <see cref="States"/>.</summary>
    public static JobState? ToState(string? text)
    {
        var index = Array.FindIndex(AllStates, one => one.Text == text);
        return index < 0 ? null : AllStates[index].State;
    }

    /// <summary>Null: no state of a target.</summary>
    public static JobTargetState? ToTarget(string? text)
    {
        var index = Array.FindIndex(AllTargets, one => one.Text == text);
        return index < 0 ? null : AllTargets[index].State;
    }
}
