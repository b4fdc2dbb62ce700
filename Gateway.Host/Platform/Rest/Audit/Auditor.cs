using System.Security.Claims;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Rest.Audit;

/// <summary>Notes who is about to be shown something in clear.</summary>
internal sealed class Auditor(AuditStore store)
{
    /// <summary>Durable when it returns; when it throws, nothing may be shown.</summary>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="subject">A path without personal data.</param>
    public Task NoteAsync(HttpContext http, string action, string subject, CancellationToken cancellation) => store.AddAsync(
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("An audited route is open to anybody."),
        http.User.FindFirstValue(ClaimTypes.Role) ?? "",
        action,
        subject,
        http.Connection.RemoteIpAddress?.ToString() ?? "",
        cancellation);
}
