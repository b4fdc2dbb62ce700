using Gateway.Actors.Sessions;

namespace Gateway.Actors.Commands;

/// <summary>Commands that went to the terminal together, in hand-out order, and have not ended.</summary>
/// <param name="number">1, 2, 3 … per device, journalled; 0 for clock corrections, and for what an earlier version handed out.</param>
/// <param name="via">The way.</param>
internal abstract class HandOut(long number, HandOutVia via)
{
    public long Number { get; } = number;

    public HandOutVia Via { get; } = via;

    public List<CommandEntry> Entries { get; } = [];

    /// <summary>When it was made or last sent, by a clock that never steps back (<see cref="CommandQueue.Now"/>): time-outs count from it.</summary>
    public TimeSpan Since { get; set; }

    /// <summary>The socket session that carries it; null over HTTPS, and when that connection has ended.</summary>
    public SessionId? Session { get; set; }

    /// <summary>Whether the connection that carried it is not <paramref name="current"/> any more.</summary>
    public bool IsLost(SessionId current) => Entries.Count > 0 && Session is { } session && session != current;
}
