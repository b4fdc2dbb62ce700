using System.Security.Claims;
using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Gateway.WebConsole.SignIn;

/// <summary>
/// The cookie of somebody who has signed in with an API key. It opens the console and nothing else: the API's policies name their own scheme. It names a session
/// (<see cref="ConsoleSessions"/>) and holds the key's hash, encrypted, so that a sign-out or a deleted key ends it wherever it is.
/// </summary>
internal static class ConsoleCookie
{
    /// <summary>Name of the scheme and of the policy.</summary>
    public const string Scheme = "Console";

    private const string HashClaim = "gateway:key-hash";
    private const string RemoteClaim = "gateway:remote";
    private const string SessionClaim = "gateway:session";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "gateway.console";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = ConsoleSessionStore.Life;
        options.SlidingExpiration = false;
        options.LoginPath = SignInEndpoints.Path;
        options.ReturnUrlParameter = "return";
        options.Events.OnRedirectToAccessDenied = static context => Refusals.ForbiddenAsync(context.HttpContext);
        options.Events.OnValidatePrincipal = static context => ValidateAsync(context);
    }

    /// <summary>The identity of a key's holder.</summary>
    public static ClaimsPrincipal Principal(string key, ApiCaller caller, string session, string remote) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, caller.Id),
            new Claim(ClaimTypes.Role, ApiRoles.Text(caller.Role)),
            new Claim(HashClaim, Convert.ToHexString(ApiKeySecret.Hash(key))),
            new Claim(RemoteClaim, remote),
            new Claim(SessionClaim, session),
        ],
        Scheme));

    /// <summary>Id of the session; null when this is no cookie of ours, or one of an older version.</summary>
    public static string? Session(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, AuthenticationType: Scheme } ? user.FindFirstValue(SessionClaim) : null;

    /// <summary>Hash of the key.</summary>
    public static byte[]? KeyHash(ClaimsPrincipal user) => user.FindFirstValue(HashClaim) is { } hash ? Convert.FromHexString(hash) : null;

    /// <summary>Where the sign-in came from.</summary>
    public static string Remote(ClaimsPrincipal user) => user.FindFirstValue(RemoteClaim) ?? "";

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var sessions = http.RequestServices.GetRequiredService<ConsoleSessions>();
        if (context.Principal is not { } user || await sessions.FindAsync(user, http.RequestAborted) is null) context.RejectPrincipal();

        // An open page keeps itself connected, whether anybody sits before it or not.
        else if (!http.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)) await sessions.SeenAsync(user, http.RequestAborted);
    }
}
