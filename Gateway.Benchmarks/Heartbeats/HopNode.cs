using Gateway.Actors.Devices;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;
using Gateway.Host.NodeLinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>One node of the clusters of <see cref="HopCost"/>, in a process of its own.</summary>
internal static class HopNode
{
    /// <summary>On loopback, for the time of a run.</summary>
    private const string Secret = "the-secret-of-a-benchmark-on-loopback";

    private static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(10);

    /// <summary>Serves until the input ends; a line on it is answered with the numbers of the terminals whose shard this node holds, with commas.</summary>
    public static async Task ServeAsync(BenchmarkOptions options, string database, int clusterPort, int seedPort, bool clearLinks, CancellationToken cancellation)
    {
        var port = clusterPort.ToString(CultureInfo.InvariantCulture);
        var settings = new Dictionary<string, string?>(BenchDatabase.SettingsFor(database))
        {
            ["Gateway:Cluster:Port"] = port,
            ["Gateway:Cluster:Secret"] = Secret,
            ["Gateway:Cluster:SeedNodes"] = "127.0.0.1:" + seedPort.ToString(CultureInfo.InvariantCulture),
        };
        await using var server = await GatewayServer.StartAsync(
            options, cancellation, settings, clearLinks ? static services => services.RemoveAll<ILinkHandshake>().AddSingleton<ILinkHandshake, ClearLinks>() : null);
        var region = server.Services.GetRequiredService<DeviceRegion>();
        var numbers = Enumerable.Range(0, options.Connections).ToDictionary(BenchTerminal.Sn);
        await ServerProcess.AnnounceAndWaitAsync(
            server.Port, cancellation,
            async () => string.Join(',', (await region.HeldHereAsync(numbers.Keys, AskWithin, cancellation)).Select(sn => numbers[sn].ToString(CultureInfo.InvariantCulture))));
    }
}
