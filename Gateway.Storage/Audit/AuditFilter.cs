namespace Gateway.Storage.Audit;

/// <summary>Filters of the audit; null = any. <paramref name="From"/> inclusive, <paramref name="To"/> exclusive.</summary>
/// <param name="Subject">The path of a row, or any of its subjects.</param>
public sealed record AuditFilter(string? KeyId, string? Action, string? Subject, DateTimeOffset? From, DateTimeOffset? To);
