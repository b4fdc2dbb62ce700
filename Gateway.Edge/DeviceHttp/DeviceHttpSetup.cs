using System.Security.Cryptography.X509Certificates;
using Gateway.Edge.Budgets;
using Gateway.Edge.DeviceHttp.Connections;
using Gateway.Edge.DeviceHttp.Routes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Edge.DeviceHttp;

/// <summary>Puts the device listeners together: §4 and §6 over HTTP and HTTPS.</summary>
internal static class DeviceHttpSetup
{
    /// <summary>The services. <see cref="DeviceHttpLimits"/> are only added when they are not there yet.</summary>
    public static IServiceCollection AddDeviceHttp(this IServiceCollection services)
    {
        services.TryAddSingleton(new DeviceHttpLimits());
        services.TryAddSingleton(GuessLimits.Standard);
        services.TryAddSingleton<GuessPace>();
        services.AddSingleton<IDeviceRoute, GetAddPersonRoute>().AddSingleton<IDeviceRoute, GetDelPersonRoute>();
        services.AddSingleton<IDeviceRoute, UploadAttendanceRoute>().AddSingleton<IDeviceRoute, FeedBackRoute>().AddSingleton<IDeviceRoute, RegistRoute>();
        return services.AddSingleton<TerminalFinder>().AddSingleton<DevicePipeline>().AddSingleton<DeviceDoor>();
    }

    /// <summary>Requests of device listeners (<see cref="DeviceListener"/>) end here; all others go on.</summary>
    public static IApplicationBuilder UseDeviceHttp(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        return app.MapWhen(
            static http => http.Features.Get<DeviceListener>() is not null,
            devices => devices.Run(http => services.GetRequiredService<DevicePipeline>().InvokeAsync(http)));
    }

    /// <summary>Limits of the HTTP server that the device listeners need. They hold for all listeners: the server has no others.</summary>
    public static void ConfigureDeviceHttp(this KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestLineSize = DeviceHttpLimits.RequestLineLengthMax;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
    }

    /// <summary>
    /// Makes a listener one for devices: marked as such, HTTP/1.x only, TLS when there is a certificate, request lines repaired.
    /// </summary>
    /// <remarks>
    /// The TLS versions are the system's own default: terminals that speak only TLS 1.0 or 1.1 are served where the system allows these (with OpenSSL 3 it
    /// takes <c>MinProtocol = TLSv1</c> and <c>CipherString = DEFAULT@SECLEVEL=0</c> in openssl.cnf), and not otherwise: a setting of ours could not switch
    /// them on, only off.
    /// </remarks>
    /// <param name="certificate">Of an https:// address, the one for the handshake of now; null for http://.</param>
    public static ListenOptions UseDeviceHttp(this ListenOptions listener, Func<X509Certificate2>? certificate)
    {
        var door = listener.ApplicationServices.GetRequiredService<DeviceDoor>();
        listener.Protocols = HttpProtocols.Http1;
        listener.Use(next => connection => door.RunAsync(connection, next));
        listener.Use(next => connection =>
        {
            connection.Features.Set(DeviceListener.Mark);
            return next(connection);
        });
        if (certificate is not null) listener.UseHttps(tls => tls.ServerCertificateSelector = (_, _) => certificate());
        listener.Use(next => connection => RepairedConnection.RunAsync(connection, door, next));
        return listener;
    }
}
