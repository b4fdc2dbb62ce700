using Gateway.Actors.Feed;
using Gateway.Host.Platform.Alarms;
using Gateway.Host.Platform.Attendance;
using Gateway.Host.Platform.Audit;
using Gateway.Host.Platform.Commands;
using Gateway.Host.Platform.Devices;
using Gateway.Host.Platform.Feed;
using Gateway.Host.Platform.Health;
using Gateway.Host.Platform.Import;
using Gateway.Host.Platform.Keys;
using Gateway.Host.Platform.OpenApi;
using Gateway.Host.Platform.Problems;
using Gateway.Host.Platform.Quarantine;
using Gateway.Host.Platform.Registrations;
using Gateway.Host.Platform.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Host.Platform;

/// <summary>Puts the Platform API together.</summary>
public static class PlatformSetup
{
    /// <summary>What every route under <c>/api</c> may answer.</summary>
    private static readonly int[] CommonErrors = [401, 403, 500, 503];

    /// <summary>
    /// The services of the Platform API. Beside them it needs: the stores of Gateway.Storage, <c>AdminKey</c>, <c>DialectNames</c>,
    /// <c>IDeviceChanges</c>, <c>DeviceRegion</c>, and the
    /// <c>IReadinessCheck</c>s; <c>FeedSignal</c>, <c>PlatformLimits</c> and <c>TimeProvider</c> are only added when they are not there yet.
    /// </summary>
    public static IServiceCollection AddPlatformApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new PlatformLimits());
        services.TryAddSingleton(provider => new FeedSignal(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ApiKeyVerifier>();
        services.AddSingleton<Auditor>();
        services.AddSingleton<DeviceRules>();
        services.AddSingleton<DeviceReader>();
        services.AddSingleton<DeviceProvisioning>();
        services.AddCommands();
        services.AddSingleton<FeedConsumers>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<FeedStream>();
        services.ConfigureHttpJsonOptions(options => PlatformJson.Configure(options.SerializerOptions));
        services.AddAuthentication(BearerHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorization(ApiPolicies.Add);
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = PlatformLimits.RequestTimeMax });
        services.AddDocument();
        return services;
    }

    /// <summary>
    /// What stands before the routes: problem details for every error, then the caller's identity and rights, then time-outs. After routing, before the
    /// endpoints.
    /// </summary>
    public static IApplicationBuilder UsePlatformApi(this IApplicationBuilder app) =>
        app.UseMiddleware<ProblemMiddleware>().UseDocsPolicy().UseAuthentication().UseAuthorization().UseRequestTimeouts();

    /// <summary>The routes. Later features hang theirs into the group that is returned: <c>/api/v1</c>, with authentication and limits.</summary>
    public static RouteGroupBuilder MapPlatformApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization(ApiPolicies.Api).WithMetadata(new RequestSizeLimitAttribute(PlatformLimits.BodyLengthMax));
        foreach (var status in CommonErrors)
            api.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [ProblemResult.ContentType]));

        api.MapDevices();
        api.MapImport();
        api.MapCommands();
        api.MapAttendance();
        api.MapQuarantine();
        api.MapRegistrations();
        api.MapAudit();
        api.MapAlarms();
        api.MapFeed();
        api.MapKeys();
        routes.MapHealth();
        routes.MapDocument();
        return api;
    }
}
