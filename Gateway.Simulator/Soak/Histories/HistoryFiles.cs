namespace Gateway.Simulator.Soak.Histories;

/// <summary>The files of one soak, all of them JSON objects, one a line, in one directory. What they hold is described in docs/soak.md.</summary>
/// <param name="directory">Where they are.</param>
internal sealed class HistoryFiles(string directory)
{
    /// <summary>Records that were answered 0000.</summary>
    public string Acknowledged { get; } = Path.Combine(directory, "acknowledged.jsonl");

    /// <summary>Persons and deletions as terminals got them.</summary>
    public string Received { get; } = Path.Combine(directory, "received.jsonl");

    /// <summary>What was asked of the platform API about commands, and what it answered.</summary>
    public string Commands { get; } = Path.Combine(directory, "commands.jsonl");

    /// <summary>Connections taken over, and what the platform API said of them.</summary>
    public string Takeovers { get; } = Path.Combine(directory, "takeovers.jsonl");

    /// <summary>Faults, and how the servers took them.</summary>
    public string Faults { get; } = Path.Combine(directory, "faults.jsonl");

    /// <summary>Answers that terminals took for wrong.</summary>
    public string WrongAnswers { get; } = Path.Combine(directory, "wrong-answers.jsonl");

    /// <summary>The feed as it was read while it grew.</summary>
    public string FeedLive { get; } = Path.Combine(directory, "feed-live.jsonl");

    /// <summary>The feed as it was at the end, from number 1.</summary>
    public string Feed { get; } = Path.Combine(directory, "feed.jsonl");

    /// <summary>The attendance list at the end.</summary>
    public string Attendance { get; } = Path.Combine(directory, "attendance.jsonl");

    /// <summary>Every accepted command, as the platform API showed it at the end.</summary>
    public string States { get; } = Path.Combine(directory, "states.jsonl");

    /// <summary>The Redis streams of the feed at the end; not there when none was configured.</summary>
    public string Stream { get; } = Path.Combine(directory, "stream.jsonl");

    /// <summary>Nodes that ended by themselves; not there with one node.</summary>
    public string Endings { get; } = Path.Combine(directory, "endings.jsonl");

    /// <summary>How long terminals were without service through each fault.</summary>
    public string Figures { get; } = Path.Combine(directory, "figures.jsonl");

    /// <summary>The lists of persons of the terminals with rosters, as they grew; not there without such.</summary>
    public string Persons { get; } = Path.Combine(directory, "persons.jsonl");

    /// <summary>What was asked about rosters, and what was answered.</summary>
    public string RosterRequests { get; } = Path.Combine(directory, "roster-requests.jsonl");

    /// <summary>At the end: who should be where, and what the platform API says of it.</summary>
    public string Rosters { get; } = Path.Combine(directory, "rosters.jsonl");

    /// <summary>All that every soak has.</summary>
    public IEnumerable<string> Needed => [Acknowledged, Received, Commands, Takeovers, Faults, WrongAnswers, FeedLive, Feed, Attendance, States];
}
