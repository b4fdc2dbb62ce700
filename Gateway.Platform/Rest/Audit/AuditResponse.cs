namespace Gateway.Platform.Rest.Audit;

/// <summary>Somebody wrote something, or was shown something in clear.</summary>
/// <param name="Id">1, 2, 3 … in the order of the rows.</param>
/// <param name="At">When.</param>
/// <param name="KeyId">Id of the API key; <c>admin</c> for the one of the settings.</param>
/// <param name="Role">The role of the key then.</param>
/// <param name="Action">What was done, e.g. <c>device.put</c>, <c>command.post</c>, <c>registration.read</c>; docs/operators.md has all.</param>
/// <param name="Subject">What it was about, as a path under /api/v1.</param>
/// <param name="Remote">Address of the caller.</param>
/// <param name="Reason">Why, as given in the console; null for the API.</param>
/// <param name="Subjects">Whom and what it was about: SN, user_id, site, id of a registration, command or key. Each finds the row.</param>
/// <param name="Before">What was, masked; null where nothing was changed.</param>
/// <param name="After">What was to be, masked.</param>
// For the OpenAPI document; AuditEndpoints writes it.
internal sealed record AuditResponse(
    long Id,
    DateTimeOffset At,
    string KeyId,
    string Role,
    string Action,
    string Subject,
    string Remote,
    string? Reason,
    IReadOnlyList<string> Subjects,
    JsonElement? Before,
    JsonElement? After);
