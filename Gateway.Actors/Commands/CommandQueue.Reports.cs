using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Commands;

/// <summary>What is learned from how the terminal reports over HTTPS, and what becomes of that which it never reports (D31–D33).</summary>
internal sealed partial class CommandQueue
{
    /// <summary>Persons in a hand-out at most while nobody knows what a feedback is about (D31).</summary>
    public const int UnknownHabitMost = 3;

    /// <summary>While no more deletions wait, they go one at a time (D33).</summary>
    public const int DeletionsAloneMost = 5;

    /// <summary>The terminal was heard over HTTPS, by whatever request (D33).</summary>
    public void NoteHttp()
    {
        if (_pushes.IsOpen) _pushes.IsHeard = true;
        if (_deletions.IsOpen) _deletions.IsHeard = true;
    }

    /// <summary>The last hand-out of a kind, open or not; its number is 0 when there was none.</summary>
    public PullHandOut LastPull(CommandType type) => Pull(type);

    /// <summary>How many may go together. What a dialect says explicitly is taken at its word.</summary>
    private int HandOutMost(CommandType type, FeedbackRule rule)
    {
        if (rule != FeedbackRule.Auto) return int.MaxValue;
        if (type == CommandType.PersonDelete)
        {
            if (Habits.DeletionsUnreported) return int.MaxValue;
            var waiting = _open.Where(static entry => entry.Command.Type == CommandType.PersonDelete && IsFree(entry));
            if (!Habits.ReportsEach && !waiting.Skip(DeletionsAloneMost).Any()) return 1;
        }

        return Habits.Of(type) == FeedbackHabit.Unknown ? UnknownHabitMost : int.MaxValue;
    }

    /// <summary>What a feedback says, and by what (D32): the dialect, its words, what this terminal's numbers meant so far, the specification.</summary>
    private (bool Succeeded, FeedbackOrigin Origin) Meaning(CommandType type, byte said, bool succeeded, FeedbackOrigin origin, string? text)
    {
        if (type != CommandType.PersonDelete || origin == FeedbackOrigin.Dialect) return (succeeded, origin);
        if (FeedbackWords.Read(text) is { } words) return (words, FeedbackOrigin.Words);
        return Habits.IsSwapped == true ? (said == 1, FeedbackOrigin.Habit) : (succeeded, origin);
    }

    /// <summary>What was not settled goes out again, unless it ends: for a newer one, or since it went out often enough and was never reported (D33).</summary>
    private void LeaveUnsettled(CommandEntry entry, PullHandOut pull, bool isHeard, DateTimeOffset at, List<ICommandEvent> events, HashSet<CommandEntry>? returned)
    {
        if (entry.NewerOfUser is { } newer) events.Add(Superseded(entry, newer.Command.Id, at));
        else if (pull.Unreported != UnreportedRule.Never && SilenceAfter(entry, pull, isHeard).IsEnough(at) && pull.Feedbacks.Count == 0)
            events.Add(Ended(entry, succeeded: pull.Unreported == UnreportedRule.Done, Unreported, MayHaveDone, at));
        else returned?.Add(entry);
    }

    private void ApplyUnsettled(CommandEntry entry, PullHandOut pull, bool isHeard) => entry.Silence = SilenceAfter(entry, pull, isHeard);

    /// <summary>Only what went alone is counted, since any of several may have broken the client; unless the terminal never reports deletions.</summary>
    private Silence SilenceAfter(CommandEntry entry, PullHandOut pull, bool isHeard)
    {
        if (pull.Feedbacks.Count > 0) return default;
        var counts = isHeard && (pull.Members.Count == 1 || (pull.Type == CommandType.PersonDelete && Habits.DeletionsUnreported));
        return counts ? entry.Silence.After(pull.Form, pull.IsProved, entry.SentAt) : entry.Silence;
    }

    private void NoteReport(CommandEntry entry, CommandEnded e)
    {
        if (entry.Command.Type != CommandType.PersonDelete || e.State is not (CommandState.Succeeded or CommandState.Failed)) return;
        if (e.ResultCode != FaultOfOurs) Habits = Habits.DeletionEnded(e.ResultCode == Unreported && entry.Silence.Since is not null);
    }
}
