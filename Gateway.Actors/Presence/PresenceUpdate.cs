using Gateway.Actors.Sessions;

namespace Gateway.Actors.Presence;

/// <summary>The last that is known of one terminal's connection: written behind in bulk, so a second old at most.</summary>
/// <param name="Online">True: it has a live session (socket) or was heard lately (HTTP).</param>
/// <param name="LastSeen">Its last valid frame or request, UTC.</param>
/// <param name="Remote">Address and port of the terminal, as text.</param>
/// <param name="Node">Name of the node that holds the connection.</param>
/// <param name="Since">When the connection was proved, UTC.</param>
/// <param name="DeviceState">The status byte of its last heartbeat; null when none came.</param>
/// <param name="ClockSkewSeconds">Its clock less ours, seconds; null when not known.</param>
/// <param name="OfflineReason">Why it went offline, a code of <see cref="CloseReasonText"/>; null while online.</param>
public sealed record PresenceUpdate(
    string Sn,
    bool Online,
    DateTimeOffset LastSeen,
    Transport Transport,
    string Remote,
    string Node,
    DateTimeOffset Since,
    byte? DeviceState,
    int? ClockSkewSeconds,
    string? OfflineReason)
{
    /// <summary>What was learned of its clock (D37); null: nothing, and what is known from before stays.</summary>
    public ClockHabit? Clock { get; init; }
}

/// <summary>Something an operator must hear of a terminal, beyond online and offline (feed kind <c>device</c>).</summary>
/// <param name="Event">A frozen name: <c>sn-conflict</c> …</param>
/// <param name="Detail">For people; no secrets, no personal data.</param>
public sealed record DeviceEvent(string Sn, string Event, string Detail, DateTimeOffset At)
{
    /// <summary>Tells it from every other: written again, after an answer that was lost, it is the same.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7(At);
}
