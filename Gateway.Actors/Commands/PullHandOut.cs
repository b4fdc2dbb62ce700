using Gateway.Actors.Habits;

namespace Gateway.Actors.Commands;

/// <summary>
/// What one pull over HTTPS was given (D22, D23): the last of its kind, open until the next pull or for ten minutes. Feedback settles only inside it.
/// </summary>
internal sealed class PullHandOut(long number, CommandType type, FeedbackRule rule) : HandOut(number, HandOutVia.Http)
{
    /// <summary>A hand-out that follows one not reported in full is settled when its last feedback is so old.</summary>
    public static readonly TimeSpan SettleAfter = TimeSpan.FromSeconds(30);

    /// <summary>The pull of a kind that has never been pulled: closed, and of nobody.</summary>
    public static PullHandOut Never(CommandType type) => new(0, type, FeedbackRule.Batch);

    public CommandType Type { get; } = type;

    public FeedbackRule Rule { get; } = rule;

    /// <summary>Ids of all persons that it gave, settled or not, in their order; those that could not be loaded have left.</summary>
    public List<string> Members { get; init; } = [];

    /// <summary>What the terminal has said of it, in order: success or failure, with its words.</summary>
    public List<(bool Succeeded, string? Text)> Feedbacks { get; init; } = [];

    /// <summary>The one before was not reported in full: a late feedback for that one cannot be told from one for this, so it is settled late (D23).</summary>
    public bool FollowsUnreported { get; init; }

    /// <summary>The form of the answer that gave them (D30).</summary>
    public AnswerForm Form { get; init; }

    /// <summary>The terminal was known to read that form.</summary>
    public bool IsProved { get; init; }

    /// <summary>How what is never reported ends (D33).</summary>
    public UnreportedRule Unreported { get; init; }

    public bool IsOpen { get; set; }

    /// <summary>The terminal was heard over HTTPS after it. Not journalled; what closes it is.</summary>
    public bool IsHeard { get; set; }

    /// <summary>When the last feedback came (<see cref="CommandQueue.Now"/>).</summary>
    public TimeSpan LastFeedback { get; set; }

    /// <summary>What is said of it says something only with all the rest that is said of it (D31).</summary>
    public bool IsOfSeveral => Rule == FeedbackRule.Auto && Members.Count > 1;

    /// <summary>What is said of it is not believed at once.</summary>
    public bool IsDeferred => FollowsUnreported || IsOfSeveral;

    /// <summary>More feedbacks than persons. After one that was not reported in full some were for that one.</summary>
    public bool HasTooMany => Feedbacks.Count > Members.Count;

    /// <summary>As many feedbacks as persons, or one where the habit is per pull (D23).</summary>
    public bool IsReportedInFull(FeedbackHabit habit)
    {
        var isPerPull = Rule == FeedbackRule.Batch || (Rule == FeedbackRule.Auto && habit == FeedbackHabit.PerPull);
        return Feedbacks.Count >= (isPerPull ? Math.Min(1, Members.Count) : Members.Count);
    }

    /// <summary>What the feedback of an <c>auto</c> hand-out says of all that it gave (D31): done, failed; null: nothing.</summary>
    public bool? Believed(FeedbackHabit habit)
    {
        if (Feedbacks.Count == 0) return null;
        if (Members.Count == 1) return Feedbacks[0].Succeeded;
        if (!Feedbacks.TrueForAll(static feedback => feedback.Succeeded)) return null; // A failure never ends a command that was not alone.
        return Feedbacks.Count >= Members.Count || (habit == FeedbackHabit.PerPull && Feedbacks.Count == 1) ? true : null;
    }
}
