namespace Gateway.Platform.Rest.Audit;

/// <summary>Somebody was shown something in clear.</summary>
/// <param name="Id">1, 2, 3 … in the order of the reads.</param>
/// <param name="At">When.</param>
/// <param name="KeyId">Id of the API key; <c>admin</c> for the one of the settings.</param>
/// <param name="Role">The role of the key then.</param>
/// <param name="Action"><c>registration.read</c>, <c>registration.photo.read</c> or <c>console.sign-in</c>.</param>
/// <param name="Subject">What was shown, as a path under /api/v1.</param>
/// <param name="Remote">Address of the caller.</param>
/// <param name="Reason">Why, as given in the console; null for the API.</param>
// For the OpenAPI document; AuditEndpoints writes it.
internal sealed record AuditResponse(long Id, DateTimeOffset At, string KeyId, string Role, string Action, string Subject, string Remote, string? Reason);
