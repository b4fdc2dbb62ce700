namespace Gateway.Actors.Commands;

/// <summary>One command inside a <see cref="CommandQueue"/>, which alone changes it.</summary>
internal sealed class CommandEntry(Command command)
{
    public Command Command { get; } = command;

    public CommandState State { get; set; }

    public int Attempts { get; set; }

    public string? ResultCode { get; set; }

    public string? ResultDesc { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>It was part of a group that failed or was never reported, and goes alone from now on (D15, D16, D23).</summary>
    public bool Alone { get; set; }

    /// <summary>Rounds it has lost alone (D15).</summary>
    public int LostRounds { get; set; }

    /// <summary>When it lost the first of them.</summary>
    public DateTimeOffset? FirstLostAt { get; set; }

    /// <summary>How often it went over HTTPS and was never reported (D33).</summary>
    public Silence Silence { get; set; }

    /// <summary>What it is in flight with, or, queued, goes out with again; null for any other.</summary>
    public HandOut? HandOut { get; set; }

    /// <summary>Its place among the open commands; null once ended.</summary>
    public LinkedListNode<CommandEntry>? Place { get; set; }

    /// <summary>The next newer open command for the same person.</summary>
    public CommandEntry? NewerOfUser { get; set; }

    /// <summary>Whose turn comes first (D26): what somebody asked for, 0; a roster's deletions, 1; a roster's pushes, 2.</summary>
    public int Rank => Command switch { { Roster: null } => 0, { Type: CommandType.PersonDelete } => 1, _ => 2 };

    public CommandStatus ToStatus() => new(Command, State, Attempts, ResultCode, ResultDesc, SentAt, EndedAt);
}
