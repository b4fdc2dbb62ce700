namespace Gateway.Storage.Retention;

/// <summary>What goes of one site.</summary>
/// <param name="Site">Its code; null: records without a site.</param>
public sealed record PlannedSite(string? Site, RetentionTerm Term, RetentionCounts Counts);
