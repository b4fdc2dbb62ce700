namespace Gateway.Storage.Audit;

/// <summary>Filters of the audit; null = any. <paramref name="From"/> inclusive, <paramref name="To"/> exclusive.</summary>
public sealed record AuditFilter(string? KeyId, string? Subject, DateTimeOffset? From, DateTimeOffset? To);
