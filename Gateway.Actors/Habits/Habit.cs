namespace Gateway.Actors.Habits;

/// <summary>One thing that was learned of a terminal: how it behaves, not what it should do.</summary>
/// <param name="Value">A word of the habit's own list, at most <see cref="ValueMax"/> characters.</param>
/// <param name="IsProved">It has worked so; false: the best guess so far.</param>
/// <param name="Since">When it became so.</param>
/// <param name="Evidence">What it was learned from, a sentence for people without personal data; at most <see cref="EvidenceMax"/> characters.</param>
/// <param name="Memory">What its learner must know to go on after a restart; its own text, at most <see cref="MemoryMax"/> characters.</param>
public sealed record Habit(string Value, bool IsProved, DateTimeOffset Since, string Evidence, string? Memory = null)
{
    public const int ValueMax = 32;

    public const int EvidenceMax = 200;

    public const int MemoryMax = 1000;
}
