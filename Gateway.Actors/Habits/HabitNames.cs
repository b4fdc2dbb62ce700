namespace Gateway.Actors.Habits;

/// <summary>What can be learned of a terminal. Frozen: these names stand in the database and in the API.</summary>
public static class HabitNames
{
    /// <summary>The form of §6 answers that it reads (D30).</summary>
    public const string Answer = "answer";

    /// <summary>What one of its feedbacks says something of (D31).</summary>
    public const string Feedback = "feedback";

    /// <summary>How it reports deletions (D32).</summary>
    public const string DeletionWords = "deletion_words";

    /// <summary>Whether it reports deletions at all (D33).</summary>
    public const string Deletions = "deletions";

    /// <summary>Whether its clock can be believed (D37).</summary>
    public const string Clock = "clock";

    /// <summary>With which key its uploads can be read (D35).</summary>
    public const string Upload = "upload";

    /// <summary>How a command frame follows a heartbeat (D13).</summary>
    public const string FollowUp = "follow_up";

    /// <summary>Whether it takes the next frame at once (D14).</summary>
    public const string Drain = "drain";

    /// <summary>From which number its packets count (D7).</summary>
    public const string Packets = "packets";

    /// <summary>How <c>count</c> of a push is written (D9).</summary>
    public const string PushCount = "push_count";

    /// <summary>How it takes photos (D17).</summary>
    public const string Photo = "photo";

    public static IReadOnlyList<string> All { get; } = [Answer, Feedback, DeletionWords, Deletions, Clock, Upload, FollowUp, Drain, Packets, PushCount, Photo];
}
