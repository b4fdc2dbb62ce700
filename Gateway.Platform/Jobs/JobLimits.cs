namespace Gateway.Platform.Jobs;

/// <summary>Limits of the <see cref="JobRunner"/>. The defaults hold in production; tests shorten the waits.</summary>
internal sealed record JobLimits
{
    /// <summary>Targets that have their turn in one transaction; then other jobs have theirs: 100.</summary>
    public int TargetsPerStep { get; init; } = 100;

    /// <summary>Devices of one job that are asked at the same time: 16.</summary>
    public int DevicesAtOnce { get; init; } = 16;

    /// <summary>Jobs that are worked on at the same time: 8. The others follow in turn.</summary>
    public int JobsAtOnce { get; init; } = 8;

    /// <summary>How soon a job is looked at again in which something has changed: 1 s. Twice as long each time that nothing has.</summary>
    public TimeSpan LookMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How soon at last, and how often new jobs are looked for that nobody told of: 10 s.</summary>
    public TimeSpan LookMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An order of which nothing was heard for so long is given again: 30 s, longer than it is tried to give it.</summary>
    public TimeSpan GiveAgainAfter { get; init; } = TimeSpan.FromSeconds(30);
}
