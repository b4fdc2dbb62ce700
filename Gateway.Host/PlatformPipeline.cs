using Gateway.Host.Certificates;
using Gateway.Host.Configuration;
using Gateway.Host.Health;
using Gateway.Host.Listeners;
using Gateway.Platform;
using Gateway.Platform.Alarms;
using Gateway.Platform.Devices;
using Gateway.Platform.Keys;
using Gateway.Platform.Metrics;
using Gateway.Platform.Nodes;
using Gateway.Platform.Rest.Health;
using Gateway.WebConsole;
using Gateway.WebConsole.Text;

namespace Gateway.Host;

/// <summary>Joins the platform's side to this node: REST and the console on the platform's listeners, Redis and alarms.</summary>
internal static class PlatformPipeline
{
    public static IServiceCollection AddGatewayPlatform(this IServiceCollection services, GatewayOptions options, DataDirectory data)
    {
        services.AddSingleton(new AdminKey(ApiKeySecret.Hash(options.Platform.AdminKey ?? data.AdminKey())));
        services.AddSingleton(new DialectNames(options.Dialects.Keys.ToHashSet(StringComparer.Ordinal)));
        services.AddSingleton(new DrainOptions(TimeSpan.FromSeconds(options.Tcp.DrainSeconds)));
        services.AddSingleton<CertificatesInUse>().AddSingleton(provider => new WatchedNode(data.Path, provider.GetRequiredService<CertificatesInUse>().Ends));
        services.AddSingleton<IReadinessCheck, DatabaseReadiness>();
        services.AddSingleton<IReadinessCheck, OwnerReadiness>();
        services.AddSingleton<IReadinessCheck, NodeReadiness>();
        services.AddSingleton<IReadinessCheck, RegionReadiness>();
        services.AddSingleton<IReadinessCheck, UplinkReadiness>();
        services.AddSingleton<IReadinessCheck, DescriptorReadiness>();
        services.AddSingleton(new ConsoleOptions(options.TimeZone, options.Tcp.ClockSkewAllowed));
        return services.AddPlatformNode(options.Redis).AddPlatformApi().AddConsole();
    }

    /// <summary>The platform's listeners serve the platform and nothing else; other listeners serve none of it.</summary>
    public static void UseGatewayPlatform(this WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            if (context.Features.Get<PlatformListener>() is not null) return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.UseConsolePolicy();
        app.UseRouting();
        app.UsePlatformApi();
        app.UseConsole();
        app.MapPlatformNode(app.MapPlatformApi());
        app.MapConsole();
        app.Services.GetRequiredService<MetricReader>(); // Listens from here on: before the first connection.
    }
}
