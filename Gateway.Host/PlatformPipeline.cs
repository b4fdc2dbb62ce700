using Gateway.Host.Configuration;
using Gateway.Host.Health;
using Gateway.Host.Listeners;
using Gateway.Platform;
using Gateway.Platform.Devices;
using Gateway.Platform.Keys;
using Gateway.Platform.Metrics;
using Gateway.Platform.Nodes;
using Gateway.Platform.Recordings;
using Gateway.Platform.Rest.Frames;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Metrics;
using Gateway.Platform.Rest.Nodes;
using Gateway.Platform.Rest.Traces;
using Gateway.WebConsole;

namespace Gateway.Host;

/// <summary>Joins the Platform API to this node.</summary>
internal static class GatewayPlatform
{
    public static IServiceCollection AddGatewayPlatform(this IServiceCollection services, GatewayOptions options, DataDirectory data)
    {
        services.AddSingleton(new AdminKey(ApiKeySecret.Hash(options.Platform.AdminKey ?? data.AdminKey())));
        services.AddSingleton(new DialectNames(options.Dialects.Keys.ToHashSet(StringComparer.Ordinal)));
        services.AddSingleton<IReadinessCheck, DatabaseReadiness>();
        services.AddSingleton<IReadinessCheck, NodeReadiness>();
        services.AddMetricsText();
        services.AddSingleton<TraceStream>();
        services.AddSingleton<ClusterReader>().AddSingleton<NodeDrain>().AddSingleton<RecordingReader>();
        return services.AddPlatformApi().AddConsole();
    }

    /// <summary>The platform's listeners serve the Platform API and nothing else; other listeners serve none of it.</summary>
    public static void UseGatewayPlatform(this WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            if (context.Features.Get<PlatformListener>() is not null)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.UseConsolePolicy();
        app.UseRouting();
        app.UsePlatformApi();
        app.UseConsole();
        var api = app.MapPlatformApi();
        api.MapTrace();
        api.MapFrames();
        api.MapCluster();
        app.MapMetrics();
        app.MapConsole();
        app.Services.GetRequiredService<MetricReader>(); // Listens from here on: before the first connection.
    }
}
