namespace Gateway.Actors.Commands;

/// <summary>What the last hand-outs of several persons showed of a terminal's feedback, one kind of command (D31). Frozen: part of the snapshot.</summary>
/// <param name="PerPull">Those in a row that were closed by exactly one success and followed by the next pull.</param>
/// <param name="PerPerson">Those in a row that had as many feedbacks as persons.</param>
public readonly record struct FeedbackCounts(int PerPull, int PerPerson)
{
    /// <summary>So many make a habit.</summary>
    public const int Enough = 3;

    public FeedbackHabit Habit => PerPull >= Enough ? FeedbackHabit.PerPull : PerPerson >= Enough ? FeedbackHabit.PerPerson : FeedbackHabit.Unknown;

    /// <summary>After one more that has closed. A count that contradicts clears what it contradicts; no feedback at all says nothing: the answer may have been lost.</summary>
    /// <param name="persons">Persons that it gave, at least two.</param>
    /// <param name="feedbacks">What was said of it: of each whether it was a success.</param>
    /// <param name="byPull">The next pull closed it.</param>
    /// <param name="isSure">None of them can be a late one for the hand-out before (D23).</param>
    public FeedbackCounts After(int persons, IReadOnlyCollection<bool> feedbacks, bool byPull, bool isSure)
    {
        if (feedbacks.Count == 0) return this;
        var isOne = feedbacks.Count == 1;
        var isEach = feedbacks.Count == persons;
        return new FeedbackCounts(
            !isOne ? 0 : byPull && isSure && feedbacks.Single() ? Math.Min(PerPull + 1, Enough) : PerPull,
            !isEach ? 0 : isSure ? Math.Min(PerPerson + 1, Enough) : PerPerson);
    }
}
