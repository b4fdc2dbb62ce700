namespace Gateway.Actors.Jobs;

/// <summary>What became of one target of a job: until it has its turn its own states, from then on those of its command.</summary>
public enum JobTargetState
{
    /// <summary>Not handed out.</summary>
    Waiting,

    /// <summary>Its turn has come; whether its device's queue has the command is not known yet.</summary>
    Ordered,

    /// <summary>Named by the request, and no terminal that takes commands.</summary>
    Rejected,
    Queued,
    InFlight,
    Succeeded,
    Failed,
    Expired,
    Cancelled,
    Superseded,
}
