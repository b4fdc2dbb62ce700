using Gateway.Actors.Sessions;

namespace Gateway.Actors.Commands;

/// <summary>The commands that are in flight in one way, in hand-out order.</summary>
/// <param name="via">The way.</param>
/// <param name="timeout">How long a result is waited for.</param>
internal sealed class HandOut(HandOutVia via, TimeSpan timeout)
{
    public HandOutVia Via { get; } = via;

    public TimeSpan Timeout { get; } = timeout;

    public SessionId? Session { get; set; }

    public List<CommandEntry> Entries { get; } = [];

    /// <summary>When the last of them was handed out; stays when they have ended, so that a second feedback for it is not taken for one of an earlier.</summary>
    public DateTimeOffset? LastAt { get; set; }

    /// <summary>Those of the last hand-out that are in flight still.</summary>
    public List<CommandEntry> OfLast() => Entries.FindAll(entry => entry.SentAt == LastAt);

    /// <summary>Whether the connection that carried it is not <paramref name="current"/> any more.</summary>
    public bool IsLost(SessionId current) => Entries.Count > 0 && Session is { } session && session != current;

    /// <summary>Whether a result is over time. Entries stand in hand-out order: the first is the oldest.</summary>
    public bool IsOverdue(DateTimeOffset at) => Entries.Count > 0 && IsOverdue(Entries[0], at);

    public bool IsOverdue(CommandEntry entry, DateTimeOffset at) => entry.SentAt is not { } sent || at - sent >= Timeout;
}
