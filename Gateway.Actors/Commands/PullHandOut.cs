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

    public bool IsOpen { get; set; }

    /// <summary>When the last feedback came (<see cref="CommandQueue.Now"/>).</summary>
    public TimeSpan LastFeedback { get; set; }

    /// <summary>As many feedbacks as persons, or one where the habit is per pull (D23).</summary>
    public bool IsReportedInFull => Feedbacks.Count >= (Rule == FeedbackRule.Person ? Members.Count : Math.Min(1, Members.Count));

    /// <summary>More feedbacks than persons: some were for an earlier one.</summary>
    public bool HasTooMany => Feedbacks.Count > Members.Count;
}
