namespace Gateway.Actors.Rosters;

/// <summary>Limits of the <see cref="RosterReconciler"/>. The defaults hold in production; tests shorten the waits.</summary>
public sealed record RosterOptions
{
    /// <summary>How often a node looks for terminals that are due: 3 s. One small index answers it; who marks some wakes its own node at once.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Between two looks at least: 100 ms. Those who mark do so many times a second.</summary>
    public TimeSpan LookApart { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>So long a claimed terminal is due for no other node: 30 s. Should its round take longer, another node does the same, which harms nobody.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a device's actor is waited for: 5 s.</summary>
    public TimeSpan AskTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After a round that could not give away every command the terminal is looked at again: 5 s, then each time twice as long, at most five minutes.</summary>
    public TimeSpan PauseFirst { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="PauseFirst"/>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Terminals that a shard's worker claims at a time: 16.</summary>
    public int ClaimMost { get; init; } = 16;

    /// <summary>Terminals of one shard that are seen to at the same time: 4.</summary>
    public int TerminalsAtOnce { get; init; } = 4;

    /// <summary>Terminals whose tables are read and written at the same time, of all shards on this node: 8.</summary>
    public int RoundsAtOnce { get; init; } = 8;

    /// <summary>The zone of terminals with this dialect; dates of validity begin and end by it. UTC unless given.</summary>
    public Func<string, TimeZoneInfo> ZoneOf { get; init; } = static _ => TimeZoneInfo.Utc;

    /// <summary>Every zone that <see cref="ZoneOf"/> gives.</summary>
    public IReadOnlyCollection<TimeZoneInfo> Zones { get; init; } = [TimeZoneInfo.Utc];
}
