namespace Gateway.Storage.Audit;

/// <summary>A row of the audit as it is written.</summary>
/// <param name="At">Unix milliseconds, UTC.</param>
/// <param name="Subjects">A line each, as they are shown.</param>
/// <param name="Index">What finds it, the subject itself too; distinct.</param>
internal sealed record AuditRow(
    long At, string KeyId, string Role, string Action, string Subject, string Remote, string? Reason, string? Subjects, string? Before, string? After, string[] Index);
