namespace Gateway.Actors.Presence;

/// <summary>Limits and paces of the <see cref="PresenceWriter"/>.</summary>
public sealed record PresenceWriterOptions
{
    /// <summary>Time between two writes. Default 1 s.</summary>
    public TimeSpan WriteInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>True: something more urgent keeps the database busy, and only every <see cref="BusyTicks"/>th write is done. Default: never.</summary>
    public Func<bool> IsBusy { get; init; } = static () => false;

    /// <summary>See <see cref="IsBusy"/>. Default 5.</summary>
    public int BusyTicks { get; init; } = 5;

    /// <summary>Called for each write that was put off because of <see cref="IsBusy"/>.</summary>
    public Action PutOff { get; init; } = static () => { };

    /// <summary>Called after a write, which may have put changes and events into the outbox: wakes the feed's sequencer. Default: nobody is woken.</summary>
    public Action OutboxWritten { get; init; } = static () => { };

    /// <summary>Updates in one write, at most. Default 5 000.</summary>
    public int WriteMost { get; init; } = 5_000;

    /// <summary>Terminals whose update may wait. Beyond it, those of further terminals are dropped and counted. Default 200 000.</summary>
    public int PendingMax { get; init; } = 200_000;

    /// <summary>Updates that may wait because a later one turned online into offline or back. Beyond it, the change is not told and counted. Default 10 000.</summary>
    public int TurnedMax { get; init; } = 10_000;

    /// <summary>Events that may wait. Beyond it, the oldest is dropped and counted. Default 10 000.</summary>
    public int EventsMax { get; init; } = 10_000;

    /// <summary>The longest pause after failed writes; it starts at <see cref="WriteInterval"/> and doubles. Default 30 s.</summary>
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between two searches for terminals whose node died without a word. Default 30 s.</summary>
    public TimeSpan ExpireInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A terminal not seen for so long is offline: more than the 180 s of D21. Default 240 s.</summary>
    public TimeSpan OfflineAfter { get; init; } = TimeSpan.FromSeconds(240);

    /// <summary>Terminals that expire in one transaction, at most. Default 1 000.</summary>
    public int ExpireMost { get; init; } = 1_000;
}
