using System.Security.Claims;
using Gateway.Platform.Keys;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Gateway.WebConsole.SignIn;

/// <summary>
/// The cookie of somebody who has signed in with an API key. It opens the console and nothing else: the API's policies name their own scheme. It holds the key's hash, encrypted,
/// so that a deleted key ends it.
/// </summary>
internal static class ConsoleCookie
{
    /// <summary>Name of the scheme and of the policy.</summary>
    public const string Scheme = "Console";

    private const string HashClaim = "gateway:key-hash";
    private const string RemoteClaim = "gateway:remote";
    private const string UntilClaim = "gateway:until";

    /// <summary>A sign-in lasts a working day.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(10);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "gateway.console";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Life;
        options.SlidingExpiration = false;
        options.LoginPath = SignInEndpoints.Path;
        options.ReturnUrlParameter = "return";
        options.Events.OnRedirectToAccessDenied = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = static async context =>
        {
            var verifier = context.HttpContext.RequestServices.GetRequiredService<ApiKeyVerifier>();
            var time = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
            if (context.Principal is null || await FindAsync(context.Principal, verifier, time, context.HttpContext.RequestAborted) is null)
                context.RejectPrincipal();
        };
    }

    /// <summary>The identity of a key's holder.</summary>
    public static ClaimsPrincipal Principal(string key, ApiCaller caller, string remote, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, caller.Id),
            new Claim(ClaimTypes.Role, ApiRoles.Text(caller.Role)),
            new Claim(HashClaim, Convert.ToHexString(ApiKeySecret.Hash(key))),
            new Claim(RemoteClaim, remote),
            new Claim(UntilClaim, (now + Life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        Scheme));

    /// <summary>The holder, while the sign-in lasts and the key is one; with the role that it has now.</summary>
    public static async ValueTask<ApiCaller?> FindAsync(ClaimsPrincipal user, ApiKeyVerifier verifier, TimeProvider time, CancellationToken cancellation) =>
        user.Identity is { IsAuthenticated: true, AuthenticationType: Scheme }
        && user.FindFirstValue(HashClaim) is { } hash
        && long.TryParse(user.FindFirstValue(UntilClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var until)
        && time.GetUtcNow().ToUnixTimeSeconds() < until
            ? await verifier.FindByHashAsync(Convert.FromHexString(hash), cancellation)
            : null;

    /// <summary>Where the sign-in came from.</summary>
    public static string Remote(ClaimsPrincipal user) => user.FindFirstValue(RemoteClaim) ?? "";
}
