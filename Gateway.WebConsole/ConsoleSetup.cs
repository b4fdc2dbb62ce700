using Gateway.WebConsole.Alarms;
using Gateway.WebConsole.Assets;
using Gateway.WebConsole.Attendance;
using Gateway.WebConsole.Audit;
using Gateway.WebConsole.Board;
using Gateway.WebConsole.Charts;
using Gateway.WebConsole.Cluster;
using Gateway.WebConsole.Commands;
using Gateway.WebConsole.Devices;
using Gateway.WebConsole.Docs;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Import;
using Gateway.WebConsole.Jobs;
using Gateway.WebConsole.Parts;
using Gateway.WebConsole.Registrations;
using Gateway.WebConsole.SignIn;
using Gateway.WebConsole.Sites;
using Gateway.WebConsole.Verdicts;
using Gateway.WebConsole.Workers;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Gateway.WebConsole;

/// <summary>The console for operators: Blazor Server on the platform's address.</summary>
internal static class ConsoleSetup
{
    /// <summary>Nothing from anywhere else. Styles in attributes are lengths of bars and the charts' own; photos are shown as data.</summary>
    public const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Nothing of the machine that the browser runs on is needed: files are chosen by hand, photos are uploaded.</summary>
    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    /// <summary>A year. Names below this one are somebody else's.</summary>
    private const string StrictTransport = "max-age=31536000";

    /// <summary>Bytes of one message of a page to us: room for a photo's pieces, not for more.</summary>
    private const long MessageLengthMax = 256 * 1024;

    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            circuit.DisconnectedCircuitMaxRetained = 50;
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = MessageLengthMax);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "gateway.antiforgery";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true; // The policy above says it better.
        });
        services.AddAuthentication().AddCookie(ConsoleCookie.Scheme, ConsoleCookie.Configure);
        services.AddAuthorization(ConsolePolicies.Add);
        services.AddScoped<AuthenticationStateProvider, ConsoleAuthentication>();
        services.AddScoped<ConsoleUser>().AddScoped<Toasts>().AddScoped<CircuitHandler, ConsoleCircuit>();
        services.AddSingleton<WorkerLinks>().AddSingleton<ConsoleCommands>().AddSingleton<DeviceEvidence>();
        services.AddSingleton<ExportLists>().AddSingleton<ExportTurns>().AddSingleton<Exporter>();
        services.AddSingleton<RosterAbsence>().AddSingleton<IExportList, RosterExport>().AddSingleton<IExportList, WorkersExport>();
        services.AddSingleton<IExportList, AttendanceExport>().AddSingleton<IExportList, CommandExport>().AddSingleton<IExportList, DeviceExport>();
        services.AddSingleton<IExportList, RegistrationExport>().AddSingleton<IExportList, AlarmExport>().AddSingleton<IExportList, AuditExport>();
        services.AddSingleton<IExportList, TargetExport>();
        services.AddSingleton<SiteEvidenceReader>().AddSingleton<BoardSampling>().AddSingleton<BoardSampler>().AddScoped<NavCounts>().AddScoped<PrivateQuery>();
        services.AddSingleton<ConsoleSessions>().AddSingleton<ConsolePlaces>().AddSingleton<SignInPace>().AddSingleton<ChartImages>().AddSingleton<ClusterViews>();
        services.AddSingleton<SheetImports>().AddSingleton<DeviceSheets>().AddSingleton<RosterSheets>();
        return services;
    }

    /// <summary>After routing and authorization, before the endpoints.</summary>
    public static void UseConsole(this IApplicationBuilder app)
    {
        app.Use(static (http, next) => IsOfAnotherSite(http) ? RefuseAsync(http) : next(http));
        app.UseAntiforgery();
        app.Use(static (http, next) => Refusals.MissingAsync(http, next));
    }

    /// <summary>Before anything that may answer: an error page, too, must not fetch from elsewhere.</summary>
    public static void UseConsolePolicy(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        if (http.Request.IsHttps) headers.StrictTransportSecurity = StrictTransport;
        return next(http);
    });

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapConsoleAssets();
        routes.MapSignIn();
        routes.MapDocs();
        routes.MapRecordingDownload();
        routes.MapExports();
        routes.MapImportTemplate();
        routes.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(ConsolePolicies.Any)
            .DisableRequestTimeout() // A page is one long request.
            .ExcludeFromDescription();
    }

    /// <summary>A web socket is not held back by the browser's rules for other sites: the cookie is, and this is the second lock.</summary>
    private static bool IsOfAnotherSite(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        && http.Request.Headers.Origin is [{ } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(http.Request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
