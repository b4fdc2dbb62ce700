namespace Gateway.Actors.Commands;

/// <summary>What one feedback of a terminal was found to be about (D31).</summary>
public enum FeedbackHabit
{
    /// <summary>Nobody knows: what was handed out together is not told apart.</summary>
    Unknown,

    /// <summary>The whole hand-out.</summary>
    PerPull,

    /// <summary>One person.</summary>
    PerPerson,
}
