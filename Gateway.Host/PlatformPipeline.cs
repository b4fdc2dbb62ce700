using Gateway.Actors.Time;
using Gateway.Host.Certificates;
using Gateway.Host.Configuration;
using Gateway.Host.Health;
using Gateway.Host.Listeners;
using Gateway.Host.Membership;
using Gateway.Host.NodeLinks;
using Gateway.Platform;
using Gateway.Platform.Alarms;
using Gateway.Platform.Devices;
using Gateway.Platform.Keys;
using Gateway.Platform.Metrics;
using Gateway.Platform.Nodes;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Problems;
using Gateway.WebConsole;
using Gateway.WebConsole.Text;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;
using IPNetwork = System.Net.IPNetwork;

namespace Gateway.Host;

/// <summary>Joins the platform's side to this node: REST and the console on the platform's listeners, Redis and alarms.</summary>
internal static class PlatformPipeline
{
    public static IServiceCollection AddGatewayPlatform(this IServiceCollection services, GatewayOptions options, DataDirectory data)
    {
        services.AddSingleton(new AdminKey(ApiKeySecret.Hash(options.Platform.AdminKey ?? data.AdminKey())));
        services.AddSingleton(new DialectNames(options.Dialects.Keys.ToHashSet(StringComparer.Ordinal)));
        services.AddSingleton(new GatewayZone(options.TimeZone));
        services.AddSingleton(new DrainOptions(TimeSpan.FromSeconds(options.Tcp.DrainSeconds)));
        services.AddSingleton<CertificatesInUse>().AddSingleton(provider => new WatchedNode(
            data.Path, provider.GetRequiredService<CertificatesInUse>().Ends,
            () => NodeTroubles.Of(provider.GetRequiredService<LinkWatch>(), options, provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton<IReadinessCheck, DatabaseReadiness>();
        services.AddSingleton<IReadinessCheck, OwnerReadiness>();
        services.AddSingleton<IReadinessCheck, NodeReadiness>();
        services.AddSingleton<IReadinessCheck, RegionReadiness>();
        services.AddSingleton<IReadinessCheck, UplinkReadiness>();
        services.AddSingleton<IReadinessCheck, DescriptorReadiness>();
        services.Configure<ForwardedHeadersOptions>(forwarded => Believe(forwarded, options.Platform.TrustedProxies));
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
        var platform = app.Services.GetRequiredService<GatewayOptions>().Platform;
        if (platform.TrustedProxies.Count > 0) app.UseForwardedHeaders();
        app.UseConsolePolicy();
        if (platform.Hosts.Count > 0) UseHosts(app, platform.Hosts);
        app.UseRouting();
        app.UsePlatformApi();
        app.UseConsole();
        app.MapPlatformNode(app.MapPlatformApi());
        app.MapConsole();
        app.Services.GetRequiredService<MetricReader>(); // Listens from here on: before the first connection.
    }

    /// <summary>Not the framework's own: that would be asked for terminals, too.</summary>
    private static void UseHosts(WebApplication app, IReadOnlyList<string> hosts)
    {
        var names = hosts.Select(static name => new StringSegment(name)).ToList();
        app.Use((http, next) => IsForMachines(http.Request.Path) || HostString.MatchesAny(http.Request.Host.Host, names)
            ? next(http)
            : new ProblemResult(ProblemKinds.RequestInvalid, "The gateway is not asked under this name (Host).").ExecuteAsync(http));
    }

    /// <summary>Probes and Prometheus come by address.</summary>
    private static bool IsForMachines(PathString path) => path.StartsWithSegments("/health", StringComparison.Ordinal) || path == "/metrics";

    /// <summary>As far back as every hop is a proxy of the list, and no further. The Host header is not taken from them: proxies pass it on as it is.</summary>
    private static void Believe(ForwardedHeadersOptions options, IReadOnlyList<IPNetwork> proxies)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
    }
}
