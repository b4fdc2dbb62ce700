using Gateway.Actors.Nodes;
using Gateway.Host.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Host.Start;

/// <summary>What the operator sees once the gateway serves (contract, Starting it).</summary>
internal static class Banner
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public static async Task PrintAsync(WebApplication app, GatewayOptions options, DataDirectory data)
    {
        var node = app.Services.GetRequiredService<NodeIdentity>();
        while (!node.IsUp && !app.Lifetime.ApplicationStopping.IsCancellationRequested) await Task.Delay(LookEvery);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        var key = options.Platform.AdminKey is null ? $"in {data.AdminKeyPath}" : "as given in Gateway:Platform:AdminKey";
        Console.WriteLine($"""
            The gateway serves.
              devices, socket   {Socket(addresses[0])}{(options.Tcp.TlsEndpoint is null ? "" : $"  {Socket(addresses[^1])} (TLS)")}
              devices, HTTP     {string.Join("  ", addresses.Skip(1).Take(options.DeviceHttp.Endpoints.Count))}
              platform API      {string.Join("  ", addresses.Skip(1 + options.DeviceHttp.Endpoints.Count).Take(options.Platform.Endpoints.Count))}
              data              {data.Path}
              admin API key     {key}
            """);
    }

    private static string Socket(string address) => address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
}
