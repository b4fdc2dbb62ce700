namespace Gateway.Storage.Audit;

/// <summary>A row of the audit before it is written.</summary>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Subject">What it is done to, as a path under /api/v1 without personal data.</param>
/// <param name="Subjects">Whatever the row can be found by beside its path: SN, <c>user_id</c>, site, id of a registration, a command,
/// a key. At most <see cref="SubjectsMax"/> are kept.</param>
/// <param name="Before">JSON of what is changed, masked; null if there was nothing or nothing changes.</param>
/// <param name="After">JSON of what it is changed to, masked.</param>
public sealed record AuditNote(AuditCaller Caller, string Action, string Subject, IReadOnlyList<string> Subjects, string? Before = null, string? After = null)
{
    /// <summary>What a command to more targets is found by: the batch's id, which stands in each of its commands.</summary>
    public const int SubjectsMax = 100;

    public override string ToString() => $"{Action} {Subject}";
}
