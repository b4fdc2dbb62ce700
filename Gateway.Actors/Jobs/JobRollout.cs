namespace Gateway.Actors.Jobs;

/// <summary>At what pace a job goes out, and what ends it. The default: all at once, whenever there is room.</summary>
public sealed record JobRollout
{
    /// <summary>A pace does not grow beyond this, terminals a minute.</summary>
    public const double PaceMax = 1_000_000;

    /// <summary>So many first; 0: no canary.</summary>
    public int Canary { get; init; }

    /// <summary>Minutes from the last of the canary to the first of the others; null: until somebody resumes.</summary>
    public int? CanaryMinutes { get; init; }

    /// <summary>Terminals a minute, in the first one; null: no bound.</summary>
    public int? PerMinute { get; init; }

    /// <summary>By which the pace grows each minute; 1: it stays.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Local times of day between which there are hand-outs; the second may be before the first, over midnight. Null: always.</summary>
    public (TimeOnly From, TimeOnly To)? Window { get; init; }

    /// <summary>Aborted when so many percent of what has ended, <see cref="FailedAfter"/> of them at least, have failed or expired; null: never.</summary>
    public int? FailedPercent { get; init; }

    /// <inheritdoc cref="FailedPercent"/>
    public int FailedAfter { get; init; } = 1;

    /// <summary>What waits then, expires; so do the commands that are still queued. Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the window opens next; null: it is open.</summary>
    public DateTimeOffset? OpensAt(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (Window is not var (from, to)) return null;
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        if (TimeOnly.FromDateTime(local).IsBetween(from, to)) return null;
        var opens = local.Date + from.ToTimeSpan();
        if (opens <= local) opens = opens.AddDays(1);

        // An hour that summer time leaves out: it opens when the clocks have gone on.
        while (zone.IsInvalidTime(opens)) opens = opens.AddMinutes(1);
        return new DateTimeOffset(opens, zone.GetUtcOffset(opens)).ToUniversalTime();
    }

    /// <summary>Whether so many failures are too many.</summary>
    /// <param name="ended">Targets that were handed out and have ended.</param>
    /// <param name="failed">Of these the failed and expired ones.</param>
    public bool IsTooMany(int ended, int failed) => FailedPercent is { } percent && ended > 0 && ended >= FailedAfter && 100L * failed >= (long)percent * ended;
}
