namespace Gateway.Host.Configuration;

/// <summary>What one FeedBack settles (dialect <c>feedback</c>, D23).</summary>
internal enum FeedbackMode
{
    /// <summary>Everything that was handed out.</summary>
    Batch,

    /// <summary>The next person in hand-out order.</summary>
    Person,
}
