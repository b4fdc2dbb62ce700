using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Peers.Protocol;

/// <summary>Kestrel's connections, as Kestrel comes: what a server of actors stands behind.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelHost(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <param name="serve">Makes, of the services, what serves a connection until it ends.</param>
    /// <param name="configure">Adds what else runs in the host.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<KestrelHost> StartAsync(
        Func<IServiceProvider, ConnectionDelegate> serve, Action<WebApplicationBuilder> configure, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            var connection = serve(listen.ApplicationServices);
            listen.Use(_ => connection);
        }));
        configure(builder);
        var app = builder.Build();
        await app.StartAsync(cancellation);
        return new KestrelHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true)); // Connections are cut: the load has gone.
        await _app.DisposeAsync();
    }
}
