namespace Gateway.Storage.Diagnostics;

/// <summary>How far the feed is behind, and how many commands and rosters are open.</summary>
/// <param name="OutboxItems">Items that the sequencer has not numbered yet, up to <see cref="BacklogReader.CountMax"/>.</param>
/// <param name="OldestItemAt">When the oldest of them became true; null when there is none.</param>
/// <param name="LastSeq">The feed's last number.</param>
/// <param name="Queued">Commands that wait for their terminal, up to <see cref="BacklogReader.CountMax"/>.</param>
/// <param name="InFlight">Commands whose result is awaited, up to <see cref="BacklogReader.CountMax"/>.</param>
/// <param name="RostersDue">Terminals that are still to be compared with their roster, up to <see cref="BacklogReader.CountMax"/>.</param>
/// <param name="Generation">The feed's current one.</param>
/// <param name="MayLose">A fail-over may lose what was acknowledged: there are several hosts, and none of them is a synchronous standby.</param>
public sealed record Backlog(long OutboxItems, DateTimeOffset? OldestItemAt, long LastSeq, long Queued, long InFlight, long RostersDue, string Generation, bool MayLose);
