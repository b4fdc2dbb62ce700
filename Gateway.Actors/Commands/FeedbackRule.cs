namespace Gateway.Actors.Commands;

/// <summary>What one feedback says something of (D23). The numbers are frozen: they stand in the journal.</summary>
public enum FeedbackRule
{
    /// <summary>The first one: of the whole hand-out.</summary>
    Batch = 0,

    /// <summary>Each: of the next person in hand-out order.</summary>
    Person = 1,
}
