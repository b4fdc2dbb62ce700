using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gateway.Platform.Rest.Keys;

/// <summary><c>Authorization: Bearer &lt;key&gt;</c>.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiKeyVerifier verifier, WrongKeyPace pace)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Prefix = SchemeName + " ";

    /// <summary>Above zero: the key is wrong, and one of too many.</summary>
    private TimeSpan _wait;

    /// <summary>The key that the request presents; null when there is none.</summary>
    public static string? Presented(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        return header.Count == 1 && header[0] is { } text && text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..].Trim() : null;
    }

    /// <summary>Who calls a route that needs a key.</summary>
    public static ApiCaller Caller(ClaimsPrincipal user) =>
        new(user.FindFirstValue(ClaimTypes.NameIdentifier)!, ApiRoles.Parse(user.FindFirstValue(ClaimTypes.Role))!.Value);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request) is not { } key) return AuthenticateResult.NoResult();
        var remote = Context.Connection.RemoteIpAddress;
        if (await verifier.FindAsync(key, Context.RequestAborted) is not { } caller)
        {
            _wait = pace.Failed(remote);
            KeyLog.KeyRefused(Logger);
            if (_wait > TimeSpan.Zero && pace.MayTell()) KeyLog.WrongKeysPaced(Logger, remote?.ToString() ?? "");
            return AuthenticateResult.Fail("no such key");
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, caller.Id), new Claim(ClaimTypes.Role, ApiRoles.Text(caller.Role))],
            SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_wait > TimeSpan.Zero) return new ProblemResult(ProblemKinds.WrongKeysPaced, "Right keys are still served.") { RetryAfter = _wait }.ExecuteAsync(Context);
        Response.Headers.WWWAuthenticate = SchemeName;
        var detail = Request.Headers.Authorization.Count == 0
            ? "Send the header Authorization: Bearer <key>."
            : "The key in the Authorization header is not one of this gateway.";
        return new ProblemResult(ProblemKinds.Unauthenticated, detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var role = Context.User.FindFirstValue(ClaimTypes.Role);
        return new ProblemResult(ProblemKinds.Forbidden, $"A key of role {role} may not {Request.Method} this.").ExecuteAsync(Context);
    }
}
