namespace Gateway.Platform.Certification;

/// <summary>By which door a line speaks.</summary>
internal enum LineDoor
{
    Socket,
    Https,
}

/// <summary>One line of the script: what is done, and how what comes is judged.</summary>
/// <param name="Name">Frozen: reports are compared by it.</param>
/// <param name="Law">§ of the specification, or number of the decision.</param>
/// <param name="Sent">What is done.</param>
/// <param name="Judge">The finding; null: not yet. When the evidence is over it must find something, if only that nothing was seen.</param>
internal sealed record CertificationLine(string Name, LineDoor Door, string Law, Words Title, Words Sent, Func<Evidence, Finding?> Judge)
{
    /// <summary>Of an ordinary line: six heartbeats of a slow terminal.</summary>
    public static readonly TimeSpan WithinDefault = TimeSpan.FromMinutes(3);

    /// <summary>Of one that needs a hand.</summary>
    public static readonly TimeSpan WithinHand = TimeSpan.FromMinutes(10);

    public IReadOnlyList<Act> Acts { get; init; } = [];

    /// <summary>How long it may take.</summary>
    public TimeSpan Within { get; init; } = WithinDefault;

    /// <summary>What a person must do; null: nothing.</summary>
    public Words? Hand { get; init; }

    /// <summary>Names of lines without which this one says nothing: it is not seen where one of them failed or was not seen.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    public bool HasCommands => Acts.Any(static act => act is not Act.Order);
}
