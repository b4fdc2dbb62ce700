using System.Security.Cryptography.X509Certificates;
using Gateway.Edge.DeviceHttp;
using Gateway.Edge.Tcp;
using Gateway.Host.Certificates;
using Gateway.Host.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Host.Listeners;

/// <summary>What this node listens on: the terminals' socket, the terminals' HTTPS, the platform.</summary>
internal static class GatewayListeners
{
    /// <summary>All addresses of this node.</summary>
    public static void Listen(KestrelServerOptions kestrel, GatewayOptions options, DataDirectory data)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureDeviceHttp();
        kestrel.Listen(options.Tcp.Endpoint, listener => listener.UseTerminals(options.Tcp, null));
        var certificate = Certificate(kestrel, options.Tcp.TlsEndpoint is not null, options.DeviceHttp.Endpoints, options, data);
        foreach (var endpoint in options.DeviceHttp.Endpoints)
            Serve(kestrel, endpoint, listener => listener.UseDeviceHttp(endpoint.Tls ? Current(certificate) : null));

        ListenPlatform(kestrel, options, data);

        // Last: the banner knows the others by their places.
        if (options.Tcp.TlsEndpoint is { } socketTls) kestrel.Listen(socketTls, listener => listener.UseTerminals(options.Tcp, Current(certificate)));
    }

    /// <summary>Only the addresses of the platform.</summary>
    public static void ListenPlatform(KestrelServerOptions kestrel, GatewayOptions options, DataDirectory data)
    {
        var certificate = Certificate(kestrel, false, options.Platform.Endpoints, options, data);
        foreach (var endpoint in options.Platform.Endpoints) Serve(kestrel, endpoint, listener => UsePlatform(listener, endpoint.Tls ? certificate : null));
    }

    private static Func<X509Certificate2>? Current(ServerCertificate? certificate) => certificate is null ? null : () => certificate.Current;

    private static ServerCertificate? Certificate(
        KestrelServerOptions kestrel, bool needed, IReadOnlyList<HttpEndpoint> endpoints, GatewayOptions options, DataDirectory data)
    {
        if (!needed && !endpoints.Any(static endpoint => endpoint.Tls)) return null;
        var certificate = new ServerCertificate(options.DeviceHttp.Certificate, data.Path, TimeProvider.System);
        kestrel.ApplicationServices.GetService<CertificatesInUse>()?.Add(() => certificate.Current);
        return certificate;
    }

    private static void Serve(KestrelServerOptions kestrel, HttpEndpoint endpoint, Action<ListenOptions> configure)
    {
        if (endpoint.Address is null) kestrel.ListenAnyIP(endpoint.Port, configure);
        else kestrel.Listen(endpoint.Address, endpoint.Port, configure);
    }

    private static void UsePlatform(ListenOptions listener, ServerCertificate? certificate)
    {
        listener.Use(next => connection =>
        {
            connection.Features.Set(PlatformListener.Mark);
            return next(connection);
        });
        if (certificate is not null) listener.UseHttps(tls => tls.ServerCertificateSelector = (_, _) => certificate.Current);
    }
}
