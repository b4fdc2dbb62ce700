using Gateway.Platform.Keys;
using Gateway.Storage.Audit;
using Gateway.WebConsole.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.WebConsole.SignIn;

/// <summary>Signing in with an API key, and out; both guarded against forged requests.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/sign-in";
    public const string OutPath = "/sign-out";

    /// <summary>An open page says here that somebody sits before it (console.js).</summary>
    private const string AlivePath = "/console/alive";

    /// <summary>In the audit, in the place of a key's id and role.</summary>
    private const string Nobody = "none";

    /// <summary>Bytes of the form; a key has 512 characters at most.</summary>
    private const long FormLengthMax = 16 * 1024;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext http, IAntiforgery antiforgery) => Page(http, antiforgery, null)).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(Path, PostAsync).AllowAnonymous().ExcludeFromDescription()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(FormLengthMax));
        routes.MapPost(OutPath, OutAsync).RequireAuthorization(ConsoleCookie.Scheme).ExcludeFromDescription();
        routes.MapPost(AlivePath, static () => Results.NoContent()).RequireAuthorization(ConsoleCookie.Scheme).ExcludeFromDescription();
        routes.MapGet(ConsolePreferences.Path, Prefer).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> PostAsync(
        HttpContext http, IAntiforgery antiforgery, SignInPace pace, ApiKeyVerifier verifier, ConsoleSessions sessions, AuditStore audit, ILogger<SignInPace> log)
    {
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
            return Refused(http, antiforgery, StatusCodes.Status400BadRequest, "This page is too old; try again.", "页面已过期，请重试。");

        var remote = http.Connection.RemoteIpAddress?.ToString() ?? "";
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var key = form["key"].ToString().Trim();
        if (await verifier.FindAsync(key, http.RequestAborted) is not { } caller)
        {
            if (pace.Failed(http.Connection.RemoteIpAddress) is { Ticks: > 0 } wait)
            {
                var seconds = (int)Math.Ceiling(wait.TotalSeconds);
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return Refused(http, antiforgery, StatusCodes.Status429TooManyRequests, $"Too many wrong keys; wait {seconds} s.", $"错误次数过多，请等待 {seconds} 秒。");
            }

            ConsoleLog.SignInRefused(log, remote);
            if (pace.MayAudit()) await audit.AddAsync(Note(Nobody, Nobody, AuditActions.ConsoleSignInRefused), http.RequestAborted);
            return Refused(http, antiforgery, StatusCodes.Status401Unauthorized, "That is not a key of this gateway.", "密钥不正确。");
        }

        await audit.AddAsync(Note(caller.Id, ApiRoles.Text(caller.Role), AuditActions.ConsoleSignIn), http.RequestAborted);
        var session = await sessions.BeginAsync(caller, http.RequestAborted);
        await http.SignInAsync(ConsoleCookie.Scheme, ConsoleCookie.Principal(key, caller, session, remote), new AuthenticationProperties { IsPersistent = false });
        return Results.LocalRedirect(ConsolePreferences.Local(http.Request.Query["return"]));

        AuditNote Note(string keyId, string role, string action) => new(new AuditCaller(keyId, role, remote), action, "console", []);
    }

    private static async Task<IResult> OutAsync(HttpContext http, IAntiforgery antiforgery, ConsoleSessions sessions)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        await sessions.EndAsync(http.User, CancellationToken.None);
        await http.SignOutAsync(ConsoleCookie.Scheme);
        return Results.LocalRedirect(Path);
    }

    private static RedirectHttpResult Prefer(HttpContext http)
    {
        ConsolePreferences.Of(http).With(http.Request.Query["language"], http.Request.Query["theme"]).Save(http);
        return TypedResults.LocalRedirect(ConsolePreferences.Local(http.Request.Query["return"]));
    }

    private static RazorComponentResult<SignInPage> Refused(HttpContext http, IAntiforgery antiforgery, int status, string english, string chinese)
    {
        http.Response.StatusCode = status;
        return Page(http, antiforgery, ConsolePreferences.Of(http).Text.T(english, chinese));
    }

    private static RazorComponentResult<SignInPage> Page(HttpContext http, IAntiforgery antiforgery, string? error)
    {
        var status = http.Response.StatusCode;
        var token = antiforgery.GetAndStoreTokens(http);
        return new RazorComponentResult<SignInPage>(new Dictionary<string, object?>
        {
            ["Preferences"] = ConsolePreferences.Of(http),
            ["Error"] = error,
            ["TokenField"] = token.FormFieldName,
            ["Token"] = token.RequestToken,
            ["Return"] = ConsolePreferences.Local(http.Request.Query["return"]),
        })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
    }
}
