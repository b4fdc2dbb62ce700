namespace Gateway.Storage.Retention;

/// <summary>The time that retention deletes by.</summary>
/// <param name="Doubt">Why nothing may be deleted by it, one sentence for people; null: it is believed.</param>
public sealed record RetentionTime(DateTimeOffset Now, string? Doubt)
{
    /// <summary>What the sentence is made of: <c>days</c>, or <c>from</c>, <c>to</c> and <c>again</c>; null: there is no doubt.</summary>
    public IReadOnlyDictionary<string, string>? DoubtValues { get; init; }
}
