namespace Gateway.Actors.Commands;

/// <summary>What one feedback says something of (D23). The numbers are frozen: they stand in the journal.</summary>
public enum FeedbackRule
{
    /// <summary>The first one: of the whole hand-out.</summary>
    Batch = 0,

    /// <summary>Each: of the next person in hand-out order.</summary>
    Person = 1,

    /// <summary>What this terminal was found to mean (D31): of whom was handed out alone; of several only what cannot be read otherwise.</summary>
    Auto = 2,
}
