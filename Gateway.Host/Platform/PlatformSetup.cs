using Gateway.Actors.Feed;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Json;
using Gateway.Platform.Keys;
using Gateway.Platform.Registrations;
using Gateway.Platform.Rest;
using Gateway.Platform.Rest.Alarms;
using Gateway.Platform.Rest.Attendance;
using Gateway.Platform.Rest.Audit;
using Gateway.Platform.Rest.Commands;
using Gateway.Platform.Rest.Devices;
using Gateway.Platform.Rest.Feed;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Import;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.OpenApi;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Quarantine;
using Gateway.Platform.Rest.Registrations;
using Gateway.Platform.Rest.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Platform;

/// <summary>Puts the Platform API together.</summary>
public static class PlatformSetup
{
    /// <summary>What every route under <c>/api</c> may answer.</summary>
    private static readonly int[] CommonErrors = [401, 403, 500, 503];

    /// <summary>
    /// The services of the Platform API. Beside them it needs: the stores of Gateway.Storage, <c>AdminKey</c>, <c>DialectNames</c>,
    /// <c>IDeviceChanges</c>, <c>DeviceRegion</c>, and the
    /// <c>IReadinessCheck</c>s; <c>FeedSignal</c>, the limits and <c>TimeProvider</c> are only added when they are not there yet.
    /// </summary>
    public static IServiceCollection AddPlatformApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new RestLimits());
        services.TryAddSingleton(new DeviceLimits());
        services.TryAddSingleton(provider => new FeedSignal(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ApiKeyVerifier>();
        services.AddSingleton<RegistrationReading>();
        services.AddSingleton<DeviceRules>();
        services.AddSingleton<DeviceReader>();
        services.AddSingleton<DeviceProvisioning>();
        services.AddCommands();
        services.AddSingleton<FeedConsumers>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<FeedStream>();
        services.ConfigureHttpJsonOptions(options => JsonRules.Configure(options.SerializerOptions));
        services.AddAuthentication(BearerHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorization(ApiPolicies.Add);
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = RestLimits.RequestTimeMax });
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
        var api = routes.MapGroup("/api/v1").RequireAuthorization(ApiPolicies.Api).WithMetadata(new RequestSizeLimitAttribute(RestLimits.BodyLengthMax));
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
