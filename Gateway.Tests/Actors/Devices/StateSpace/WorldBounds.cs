using Gateway.Actors.Commands;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>How large the world is.</summary>
/// <param name="Faults">Messages that are lost, doubled or late, together.</param>
internal sealed record WorldBounds(
    bool Socket, bool Https, FeedbackRule Rule = FeedbackRule.Batch, int Commands = 4, int Cancels = 1, int Sessions = 2,
    int Pulls = 4, int Faults = 1, int Waits = 2, int Restarts = 1)
{
    /// <summary>What the terminal says of what it was given.</summary>
    public Reports Reports { get; init; } = Rule == FeedbackRule.Person ? Reports.PerPerson : Reports.PerPull;

    /// <summary>The command that the terminal cannot do; null: it can do all.</summary>
    public string? Fails { get; init; }

    /// <summary>It reports deletions with 1 = success, and says so in words.</summary>
    public bool Swapped { get; init; }

    /// <summary>There is a roster; it and who asks for persons beside it are about the same two.</summary>
    public bool Roster { get; init; }

    /// <summary>How often the terminal loses its list.</summary>
    public int Resets { get; init; } = 1;

    /// <summary>What is known of it at the beginning.</summary>
    public ReportHabits Habits { get; init; }

    /// <summary>Persons in a hand-out, at most.</summary>
    public int Most { get; init; } = 2;

    /// <summary>What time can pass at once: past the wait for late feedback, for a result, for feedback.</summary>
    public int[] WaitSeconds { get; init; } = [31, 61, 601];
}
