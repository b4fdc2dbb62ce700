namespace Gateway.Storage.Retention;

/// <summary>The time that retention deletes by.</summary>
/// <param name="Doubt">Why nothing may be deleted by it, one sentence for people; null: it is believed.</param>
public sealed record RetentionTime(DateTimeOffset Now, string? Doubt);
