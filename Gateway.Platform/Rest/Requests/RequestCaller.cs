using System.Security.Claims;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Rest.Requests;

/// <summary>Who sent a request, as the audit names him.</summary>
internal static class RequestCaller
{
    public static AuditCaller Of(HttpContext http) => new(
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("An audited route is open to anybody."),
        http.User.FindFirstValue(ClaimTypes.Role) ?? "",
        http.Connection.RemoteIpAddress?.ToString() ?? "");
}
