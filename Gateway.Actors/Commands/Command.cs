namespace Gateway.Actors.Commands;

/// <summary>What the platform can ask of a terminal.</summary>
public enum CommandType
{
    /// <summary><c>person.push</c>, 人员批量下发, 0x25.</summary>
    PersonPush,

    /// <summary><c>person.delete</c>, 0x14.</summary>
    PersonDelete,

    /// <summary><c>clock.set</c>: a clock correction in the next heartbeat's answer (D12).</summary>
    ClockSet,
}

/// <summary>The life of a command (D26).</summary>
public enum CommandState
{
    Queued,
    InFlight,
    Succeeded,
    Failed,
    Expired,
    Cancelled,
    Superseded,
}

/// <summary>A command as it was accepted. No personal data: the person stands in the database under <paramref name="PersonRef"/>.</summary>
/// <param name="Id">Unique per device; the platform's own, or made by us.</param>
/// <param name="UserId">The person it is about; null for <see cref="CommandType.ClockSet"/>.</param>
/// <param name="PersonRef">Key of the stored person (and, through it, the photo); null unless <see cref="CommandType.PersonPush"/>.</param>
/// <param name="PersonBytes">About how many bytes the person takes on the wire, photo included: lets the actor bound a hand-out without loading it.</param>
/// <param name="ContentHash">Hash of the command's content: the same id with another content is a conflict (409).</param>
/// <param name="BatchId">The batch it came in, or null.</param>
/// <param name="ExpiresAt"><see cref="Never"/> for a roster's.</param>
/// <param name="Roster">The roster that it is of; null: somebody asked for it.</param>
public sealed record Command(
    string Id,
    CommandType Type,
    string? UserId,
    string? PersonRef,
    int PersonBytes,
    string ContentHash,
    string? BatchId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    RosterOrder? Roster = null)
{
    /// <summary>The end of a life that has none: a roster's command goes until it is done or no longer wanted (D26).</summary>
    public static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);
}

/// <summary>A command and how far it has come.</summary>
/// <param name="Attempts">How often it was handed to the terminal.</param>
/// <param name="ResultCode">The terminal's own code, e.g. <c>0000</c>; null before a result.</param>
/// <param name="ResultDesc">The terminal's own words; for <c>superseded</c> the id of the newer command.</param>
/// <param name="SentAt">When it was last handed out; null before.</param>
/// <param name="EndedAt">When it reached a final state; null before.</param>
public sealed record CommandStatus(
    Command Command,
    CommandState State,
    int Attempts,
    string? ResultCode,
    string? ResultDesc,
    DateTimeOffset? SentAt,
    DateTimeOffset? EndedAt);
