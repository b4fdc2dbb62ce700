using Gateway.Actors.Feed;
using Gateway.Actors.Load;
using Gateway.Actors.Privacy;
using Gateway.Actors.Rosters;
using Gateway.Actors.Time;
using Gateway.Platform.Alarms;
using Gateway.Platform.Certification;
using Gateway.Platform.Commands;
using Gateway.Platform.Counts;
using Gateway.Platform.Devices;
using Gateway.Platform.Jobs;
using Gateway.Platform.Json;
using Gateway.Platform.Keys;
using Gateway.Platform.Metrics;
using Gateway.Platform.Nodes;
using Gateway.Platform.Quarantine;
using Gateway.Platform.Recordings;
using Gateway.Platform.Redis;
using Gateway.Platform.Registrations;
using Gateway.Platform.Rest;
using Gateway.Platform.Rest.Alarms;
using Gateway.Platform.Rest.Attendance;
using Gateway.Platform.Rest.Audit;
using Gateway.Platform.Rest.Certification;
using Gateway.Platform.Rest.Commands;
using Gateway.Platform.Rest.Devices;
using Gateway.Platform.Rest.Feed;
using Gateway.Platform.Rest.Frames;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Import;
using Gateway.Platform.Rest.Jobs;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Metrics;
using Gateway.Platform.Rest.Nodes;
using Gateway.Platform.Rest.OpenApi;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Quarantine;
using Gateway.Platform.Rest.Registrations;
using Gateway.Platform.Rest.Requests;
using Gateway.Platform.Rest.Retention;
using Gateway.Platform.Rest.Rosters;
using Gateway.Platform.Rest.Sites;
using Gateway.Platform.Rest.Traces;
using Gateway.Platform.Rest.UnknownTerminals;
using Gateway.Platform.Rosters;
using Gateway.Platform.Sites;
using Gateway.Platform.UnknownTerminals;
using Gateway.Platform.Workers;
using Gateway.Storage.Devices;
using Gateway.Storage.Diagnostics;
using Gateway.Storage.Feed;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Platform;

/// <summary>Puts the Platform API together.</summary>
internal static class PlatformSetup
{
    /// <summary>What every route under <c>/api</c> may answer.</summary>
    private static readonly int[] CommonErrors = [401, 403, 429, 500, 503];

    /// <summary>
    /// The use cases and the Platform API over them. Beside them they need: the stores of Gateway.Storage, <c>AdminKey</c>, <c>DialectNames</c>, <c>IDeviceChanges</c>,
    /// <c>DeviceRegion</c>, and the <c>IReadinessCheck</c>s; <c>FeedSignal</c>, the limits and <c>TimeProvider</c> are only added when they are not there yet.
    /// </summary>
    public static IServiceCollection AddPlatformApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(GatewayZone.Standard);
        services.TryAddSingleton<RosterSignal>();
        services.TryAddSingleton(new RestLimits());
        services.TryAddSingleton(new DeviceLimits());
        services.TryAddSingleton(provider => new FeedSignal(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ApiKeyVerifier>().AddSingleton<WrongKeyPace>().AddSingleton<KeyWatch>().AddHostedService(provider => provider.GetRequiredService<KeyWatch>());
        services.AddSingleton<DeviceRules>().AddSingleton<DeviceReader>().AddSingleton<DeviceProvisioning>().AddSingleton<QuarantineReading>();
        services.AddSingleton<RosterResync>();
        services.AddSingleton<CsvExports>().AddSingleton<SiteProvisioning>().AddSingleton<SiteReading>();
        services.TryAddSingleton(new RosterLimits());
        services.AddSingleton<RosterReading>().AddSingleton<DeviceRosterReading>().AddSingleton<RosterImports>().AddSingleton<RosterMatrices>();
        services.AddSingleton<RosterHandling>().AddSingleton<WorkerReading>();
        services.AddCommands().AddJobs();
        services.AddSingleton<RegistrationReading>().TryAddSingleton<RegistrationSearchPace>();
        services.AddSingleton<RetentionPreviews>();
        services.TryAddSingleton(ClearFields.Default);
        services.AddSingleton<FeedTail>().AddHostedService(provider => provider.GetRequiredService<FeedTail>());
        services.TryAddSingleton(new FeedMemory());
        services.AddSingleton<FeedConsumers>().AddSingleton<FeedReader>().AddSingleton<FeedStream>();
        services.ConfigureHttpJsonOptions(options => JsonRules.Configure(options.SerializerOptions));
        services.AddAuthentication(BearerHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorization(ApiPolicies.Add);
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = RestLimits.RequestTimeMax });
        services.AddDocument();
        return services;
    }

    /// <summary>
    /// What a whole node has besides: metrics, the cluster, traces and recordings, alarms, Redis. Needed for it: <c>NodeIdentity</c>, <c>ITerminalDoor</c>, <c>AttendanceLog</c>,
    /// <c>LoadGauge</c>, <c>TerminalSightings</c>, <c>UploadShares</c>, <c>TraceListeners</c>, <c>TrialBoard</c>, <c>IFrameRecording</c>, <c>DrainOptions</c> and
    /// <c>WatchedNode</c>.
    /// </summary>
    /// <param name="redis">Null: there is none.</param>
    public static IServiceCollection AddPlatformNode(this IServiceCollection services, RedisOptions? redis)
    {
        services.AddSingleton<MetricScope>().AddSingleton<MetricReader>();
        services.AddSingleton<BacklogReader>().AddSingleton<NodeSampler>().AddSingleton<ClusterReader>().AddSingleton<NodeDrain>();
        services.AddSingleton<IMetricSource, NodeMetrics>().AddSingleton<IMetricSource, FeedMetrics>();
        services.AddSingleton<RecordingReader>().AddSingleton<TraceStream>().AddSingleton<TracePlaces>();
        services.AddSingleton<CertificationParts>().AddSingleton<Func<CertificationParts>>(static provider => () => provider.GetRequiredService<CertificationParts>());
        services.AddSingleton<CertificationReading>().AddSingleton<CertificationRuns>().AddHostedService(provider => provider.GetRequiredService<CertificationRuns>());
        services.AddSingleton<UnknownTerminalWriter>().AddHostedService(provider => provider.GetRequiredService<UnknownTerminalWriter>());
        services.AddSingleton<NodeCounts>().AddHostedService(provider => provider.GetRequiredService<NodeCounts>());
        services.AddSingleton<DeviceCounter>().AddSingleton<ClusterCounts>();
        services.AddRedis(redis);
        return services.AddAlarms();
    }

    /// <summary>
    /// What stands before the routes: problem details for every error, then the caller's identity and rights, then time-outs. After routing, before the
    /// endpoints.
    /// </summary>
    public static IApplicationBuilder UsePlatformApi(this IApplicationBuilder app) =>
        app.UseMiddleware<ProblemMiddleware>().UseAuthentication().UseAuthorization().UseRequestTimeouts();

    /// <summary>The routes.</summary>
    /// <returns>The group <c>/api/v1</c>, with authentication and limits.</returns>
    public static RouteGroupBuilder MapPlatformApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization(ApiPolicies.Api).WithMetadata(new RequestSizeLimitAttribute(RestLimits.BodyLengthMax));
        foreach (var status in CommonErrors) api.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemResponse), [ProblemResult.ContentType]));
        api.MapDevices();
        api.MapSites();
        api.MapModels();
        api.MapImport();
        api.MapCommands();
        api.MapResync();
        api.MapJobs();
        api.MapUnknownTerminals();
        api.MapAttendance();
        api.MapQuarantine();
        api.MapRegistrations();
        api.MapRetention();
        api.MapRosters();
        api.MapAudit();
        api.MapAlarms();
        api.MapFeed();
        api.MapKeys();
        routes.MapHealth();
        routes.MapDocument();
        return api;
    }

    /// <summary>The routes that need a whole node.</summary>
    /// <param name="api">The group of <see cref="MapPlatformApi"/>.</param>
    public static void MapPlatformNode(this IEndpointRouteBuilder routes, RouteGroupBuilder api)
    {
        api.MapTrace();
        api.MapCertification();
        api.MapFrames();
        api.MapCluster();
        routes.MapMetrics();
    }
}
