namespace Gateway.Storage.Audit;

/// <summary>Somebody wrote something, or was shown something in clear.</summary>
/// <param name="At">UTC.</param>
/// <param name="KeyId">Id of the API key; <c>admin</c> for the one of the settings.</param>
/// <param name="Role">The key's role then.</param>
/// <param name="Action">What was done, e.g. <see cref="AuditActions.RegistrationRead"/>.</param>
/// <param name="Subject">What it was done to: a path without personal data, <c>registrations/{id}</c>.</param>
/// <param name="Remote">Address of the caller.</param>
/// <param name="Reason">Why, in the reader's own words; null where none was asked for (the API).</param>
/// <param name="Subjects">See <see cref="AuditNote.Subjects"/>.</param>
/// <param name="Before">See <see cref="AuditNote.Before"/>.</param>
/// <param name="After">See <see cref="AuditNote.After"/>.</param>
public sealed record AuditEntry(
    long Id,
    DateTimeOffset At,
    string KeyId,
    string Role,
    string Action,
    string Subject,
    string Remote,
    string? Reason,
    IReadOnlyList<string> Subjects,
    string? Before,
    string? After)
{
    public override string ToString() => $"{Id} {Action} {Subject}";
}
