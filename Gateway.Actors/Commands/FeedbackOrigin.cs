namespace Gateway.Actors.Commands;

/// <summary>By what a feedback was taken for success or failure (D32). The numbers are frozen: they stand in the journal.</summary>
public enum FeedbackOrigin
{
    /// <summary>The number it has in the specification.</summary>
    Specification = 0,

    /// <summary>The dialect says otherwise.</summary>
    Dialect = 1,

    /// <summary>The words that came with it.</summary>
    Words = 2,

    /// <summary>What this terminal's numbers meant when words came with them.</summary>
    Habit = 3,
}
