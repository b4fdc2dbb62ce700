namespace Gateway.Actors.Commands;

/// <summary>How a terminal reports over HTTPS, as the journal shows it (D31–D33). Frozen: part of the snapshot. What is not known is 0.</summary>
/// <param name="Pushes">Of hand-outs of persons.</param>
/// <param name="Deletions">Of hand-outs of deletions: a terminal need not report both alike.</param>
/// <param name="SwappedWords">Feedbacks of deletions in a row, at most <see cref="FeedbackCounts.Enough"/>, whose words said that 1 is a success or 0 a failure.</param>
/// <param name="PlainWords">Likewise those whose words said what the number says.</param>
/// <param name="UnreportedDeletions">Deletions in a row, at most so many, that ended unreported.</param>
/// <param name="ReportsDeletions">At least one deletion was reported.</param>
public readonly record struct ReportHabits(
    FeedbackCounts Pushes, FeedbackCounts Deletions, int SwappedWords, int PlainWords, int UnreportedDeletions, bool ReportsDeletions)
{
    /// <summary>It never says anything of deletions: they go together, and each ends after three hand-outs (D33).</summary>
    public bool DeletionsUnreported => UnreportedDeletions >= FeedbackCounts.Enough && !ReportsDeletions;

    /// <summary>Whether its numbers for deletions are the reverse of the specification; null: not known (D32).</summary>
    public bool? IsSwapped => SwappedWords >= FeedbackCounts.Enough ? true : PlainWords >= FeedbackCounts.Enough ? false : null;

    /// <summary>Whether it reports each person, of whatever kind.</summary>
    public bool ReportsEach => Pushes.Habit == FeedbackHabit.PerPerson || Deletions.Habit == FeedbackHabit.PerPerson;

    public FeedbackHabit Of(CommandType type) => (type == CommandType.PersonDelete ? Deletions : Pushes).Habit;

    /// <summary>After a hand-out has closed; see <see cref="FeedbackCounts.After"/>.</summary>
    public ReportHabits Closed(CommandType type, int persons, IReadOnlyCollection<bool> feedbacks, bool byPull, bool isSure)
    {
        if (persons < 2) return this;
        return type == CommandType.PersonDelete
            ? this with { Deletions = Deletions.After(persons, feedbacks, byPull, isSure) }
            : this with { Pushes = Pushes.After(persons, feedbacks, byPull, isSure) };
    }

    /// <summary>After a feedback inside a hand-out.</summary>
    public ReportHabits Said(CommandType type, byte said, bool succeeded, FeedbackOrigin origin)
    {
        if (type != CommandType.PersonDelete) return this;
        var told = this with { ReportsDeletions = true };
        if (origin != FeedbackOrigin.Words) return told;
        return succeeded == (said == 1)
            ? told with { SwappedWords = Math.Min(SwappedWords + 1, FeedbackCounts.Enough), PlainWords = 0 }
            : told with { SwappedWords = 0, PlainWords = Math.Min(PlainWords + 1, FeedbackCounts.Enough) };
    }

    /// <summary>After the end of a deletion that the terminal was given.</summary>
    public ReportHabits DeletionEnded(bool unreported) =>
        this with { UnreportedDeletions = unreported ? Math.Min(UnreportedDeletions + 1, FeedbackCounts.Enough) : 0 };
}
