namespace Gateway.Storage.Audit;

/// <summary>Who acts, and where from, as the audit keeps it.</summary>
/// <param name="KeyId">
/// Id of the API key; <c>admin</c> for the one of the settings, <c>redis</c> for the stream of commands, <c>certifier</c> for what a certification does itself,
/// <c>retention</c> for what it deletes.
/// </param>
/// <param name="Role">The key's role then.</param>
/// <param name="Remote">Address of the caller.</param>
/// <param name="Reason">In the caller's own words; null where none is asked for (the API).</param>
public sealed record AuditCaller(string KeyId, string Role, string Remote, string? Reason = null)
{
    /// <summary>Whoever may write to <c>gateway:commands</c>.</summary>
    public static readonly AuditCaller Redis = new("redis", "platform", "gateway:commands");

    /// <summary>The certifier; who started it stands in the row of that.</summary>
    public static readonly AuditCaller Certifier = new("certifier", "platform", "");

    /// <summary>The retention; who asked for a run stands in the row of that.</summary>
    public static readonly AuditCaller Retention = new("retention", "platform", "");
}
