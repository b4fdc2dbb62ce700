using Gateway.Actors.Jobs;

namespace Gateway.Platform.Jobs;

/// <summary>What the runner remembers of a job between two steps; all of it may be lost.</summary>
internal sealed class JobTurn
{
    private long _due = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>When it has its next turn.</summary>
    public DateTimeOffset Due
    {
        get => new(Volatile.Read(ref _due), TimeSpan.Zero);
        set => Volatile.Write(ref _due, value.UtcTicks);
    }

    /// <summary>This runner has not looked at it yet: what another one left is to be taken up.</summary>
    public bool IsFirst { get; set; } = true;

    /// <summary>How long it rests when nothing has changed.</summary>
    public TimeSpan Look { get; set; }

    /// <summary>Its targets by state when it was looked at last.</summary>
    public IReadOnlyDictionary<JobTargetState, int> Counts { get; set; } = new Dictionary<JobTargetState, int>();

    /// <summary>Of a cancelled job: the position of the last target whose command was taken back.</summary>
    public int TakenBack { get; set; } = -1;
}
