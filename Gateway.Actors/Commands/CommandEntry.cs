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

    /// <summary>It was part of a group that failed, and goes alone from now on (D16).</summary>
    public bool Alone { get; set; }

    /// <summary>A session is just making a frame of it: it may be on the wire at any moment. Not journalled.</summary>
    public bool Offered { get; set; }

    /// <summary>What it is in flight with; null unless in flight.</summary>
    public HandOut? HandOut { get; set; }

    /// <summary>Its place among the open commands; null once ended.</summary>
    public LinkedListNode<CommandEntry>? Place { get; set; }

    /// <summary>The next newer open command for the same person.</summary>
    public CommandEntry? NewerOfUser { get; set; }

    /// <summary>An offered command shows as in flight: it can no longer be taken back.</summary>
    public CommandStatus ToStatus() => new(Command, Offered ? CommandState.InFlight : State, Attempts, ResultCode, ResultDesc, SentAt, EndedAt);
}
