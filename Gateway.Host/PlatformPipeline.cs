using Gateway.Host.Cluster;
using Gateway.Host.Configuration;
using Gateway.Host.Console;
using Gateway.Host.Diagnostics.Health;
using Gateway.Host.Diagnostics.Metrics;
using Gateway.Host.Platform.Cluster;
using Gateway.Host.Platform.Devices;
using Gateway.Host.Platform.Keys;
using Gateway.Host.Platform.Metrics;
using Gateway.Host.Platform.Recording;
using Gateway.Host.Platform.Tracing;

namespace Gateway.Host.Platform;

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
        services.AddSingleton<ClusterReader>().AddSingleton<NodeDrain>();
        return services.AddPlatformApi().AddConsole();
    }

    /// <summary>The platform's listeners serve the Platform API and nothing else; other listeners serve none of it.</summary>
    public static void UseGatewayPlatform(this WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            if (context.Features.Get<ListenerRole>() == ListenerRole.Platform)
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
