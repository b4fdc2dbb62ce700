using System.Security.Cryptography.X509Certificates;
using Gateway.Actors.Nodes;
using Gateway.Edge.Tcp.Proxy;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Edge.Tcp;

/// <summary>Puts the device socket together (§5).</summary>
internal static class TcpSetup
{
    public static IServiceCollection AddTcp(this IServiceCollection services, TcpOptions options) => services
        .AddSingleton(options).AddSingleton<TcpEdge>().AddSingleton<ITerminalDoor>(static provider => provider.GetRequiredService<TcpEdge>())
        .AddSingleton<ProxyProtocol>().AddSingleton<LaneTraffic>().AddSingleton<LaneServices>().AddSingleton<LaneStart>();

    /// <summary>Makes a listener one for terminals that speak frames: the PROXY header first where there is one, then TLS when there is a certificate.</summary>
    /// <param name="certificate">The one for the handshake of now; null: no TLS.</param>
    public static void UseTerminals(this ListenOptions listener, TcpOptions options, Func<X509Certificate2>? certificate)
    {
        if (options.ProxyProtocol)
        {
            var proxy = listener.ApplicationServices.GetRequiredService<ProxyProtocol>();
            listener.Use(next => connection => proxy.RunAsync(connection, next));
        }

        if (certificate is not null) listener.UseHttps(tls => tls.ServerCertificateSelector = (_, _) => certificate());
        listener.UseConnectionHandler<TerminalConnectionHandler>();
    }
}
