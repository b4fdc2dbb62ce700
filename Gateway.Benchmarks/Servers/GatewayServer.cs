using Gateway.Actors.Nodes;
using Gateway.Benchmarks.Measuring;
using Gateway.Host;
using Gateway.Host.Configuration;
using Gateway.Storage.Devices;
using Gateway.Storage.Migrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Servers;

/// <summary>A complete node as the program starts it, on free ports and a data directory of its own, with the terminals of the load provisioned.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    /// <summary>Of every node of a measurement.</summary>
    public const string AdminKey = "bench-0123456789abcdef0123456789abcdef";

    private const int ProvisionedAtOnce = 1000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly WorkDirectory _directory;
    private readonly DataDirectory _data;
    private readonly WebApplication _app;

    private GatewayServer(WorkDirectory directory, DataDirectory data, WebApplication app)
    {
        _directory = directory;
        _data = data;
        _app = app;
    }

    /// <summary>The device socket's.</summary>
    public int Port { get; private set; }

    /// <summary>The platform API's address.</summary>
    public Uri Platform { get; private set; } = null!;

    /// <summary>The node's own parts.</summary>
    public IServiceProvider Services => _app.Services;

    /// <param name="more">Settings besides the standard ones.</param>
    /// <param name="replace">Puts other parts in the place of the node's own.</param>
    public static async Task<GatewayServer> StartAsync(
        BenchmarkOptions options, CancellationToken cancellation, IEnumerable<KeyValuePair<string, string?>>? more = null, Action<IServiceCollection>? replace = null)
    {
        var directory = new WorkDirectory(options.Directory);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(directory.Path)).AddInMemoryCollection(more ?? []).Build();
        var settings = SettingsReader.Read(configuration);
        var data = DataDirectory.Open(settings.DataDirectory);
        var server = new GatewayServer(directory, data, GatewayHost.Build(settings, data, configuration, replace));
        await server.StartAsync(options.Connections, cancellation);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
        _directory.Dispose();
    }

    private static Dictionary<string, string?> Settings(string directory) => new()
    {
        ["Gateway:DataDirectory"] = directory,
        ["Gateway:Tcp:Endpoint"] = "127.0.0.1:0",
        ["Gateway:Tcp:DrainSeconds"] = "0",
        ["Gateway:DeviceHttp:Urls"] = "http://127.0.0.1:0",
        ["Gateway:Platform:Urls"] = "http://127.0.0.1:0",
        ["Gateway:Platform:AdminKey"] = AdminKey,
        ["Gateway:Cluster:Port"] = "0",
        ["Serilog:MinimumLevel:Default"] = "Error", // Standard output is for the port.
    };

    private async Task StartAsync(int terminals, CancellationToken cancellation)
    {
        await _app.Services.GetRequiredService<Schema>().MigrateAsync(cancellation);
        await _app.StartAsync(cancellation);
        var devices = _app.Services.GetRequiredService<DeviceStore>();
        foreach (var numbers in Enumerable.Range(0, terminals).Chunk(ProvisionedAtOnce))
            await devices.PutAsync(Array.ConvertAll(numbers, BenchTerminal.ToChange), cancellation);

        var node = _app.Services.GetRequiredService<NodeIdentity>();
        while (!node.IsUp) await Task.Delay(LookEvery, cancellation);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Platform = new Uri(addresses.Last());
        Port = int.Parse(addresses.First().Split(':')[^1], CultureInfo.InvariantCulture);
    }
}
