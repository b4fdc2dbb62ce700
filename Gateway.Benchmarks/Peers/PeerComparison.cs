using Gateway.Benchmarks.Heartbeats;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Peers;

/// <summary>
/// The gateway and servers of the same protocol on other frameworks, each in a process of its own with the same runtime settings, driven in turn by the same
/// load.
/// </summary>
internal static class PeerComparison
{
    /// <summary>The most of a side's turn in the warm-up; the load's own warm-up comes on top.</summary>
    private static readonly TimeSpan WarmUpTurn = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstTurn = TimeSpan.FromSeconds(1);

    /// <summary>A closed loop of this many makes the code hot the fastest.</summary>
    private static readonly LoadPoint Hot = new(1000, 0);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, PeerOptions peers, CancellationToken cancellation)
    {
        using var directory = new WorkDirectory(options.Directory);
        var servers = new List<(string Side, ServerProcess Server)>();
        try
        {
            Console.WriteLine($"peers, runtime settings of all: {ServerProgram.Settings(peers.Runtime)}");
            foreach (var side in peers.Sides) servers.Add((side, await StartAsync(side, options, peers, directory.Path, cancellation)));
            for (var left = peers.WarmUp; left > TimeSpan.Zero; left -= WarmUpTurn)
                foreach (var (side, server) in servers) await TurnAsync("warm-up", side, server, Hot, left < WarmUpTurn ? left : WarmUpTurn, cancellation);

            var findings = new List<Finding>();
            foreach (var point in peers.Points) findings.AddRange(PeerFindings.Of(point, await RoundsAsync(point, servers, peers.Rounds, options.Duration, cancellation)));
            return findings;
        }
        finally
        {
            foreach (var (_, server) in servers) await server.DisposeAsync();
        }
    }

    private static async Task<ServerProcess> StartAsync(
        string side, BenchmarkOptions options, PeerOptions peers, string directory, CancellationToken cancellation)
    {
        var isBefore = side == PeerOptions.GatewayBefore;
        var assembly = isBefore ? peers.Before! : Path.Combine(AppContext.BaseDirectory, "Gateway.Benchmarks.dll");
        var program = ServerProgram.Of(assembly, peers.Runtime, directory);
        var terminals = Math.Max(Hot.Connections, peers.Points.Max(static point => point.Connections)).ToString(CultureInfo.InvariantCulture);
        string[] verb = isBefore || side == PeerOptions.Gateway ? ["serve-gateway", "--directory", options.Directory] : ["serve-peer", "--name", side];
        return await ServerProcess.StartAsync(program, cancellation, [.. verb, "--connections", terminals]);
    }

    /// <summary>The first round of a load does not count: its terminals come for the first time. Another side begins each round.</summary>
    private static async Task<Dictionary<string, List<LoadResult>>> RoundsAsync(
        LoadPoint point, List<(string Side, ServerProcess Server)> servers, int rounds, TimeSpan duration, CancellationToken cancellation)
    {
        var results = servers.ToDictionary(static side => side.Side, static _ => new List<LoadResult>());
        foreach (var (side, server) in servers) await TurnAsync("first", side, server, point, FirstTurn, cancellation);
        for (var round = 0; round < rounds; round++)
        {
            var first = round % servers.Count;
            foreach (var (side, server) in servers.Skip(first).Concat(servers.Take(first)))
                results[side].Add(await TurnAsync($"round {round + 1}", side, server, point, duration, cancellation));
        }

        return results;
    }

    private static async Task<LoadResult> TurnAsync(
        string name, string side, ServerProcess server, LoadPoint point, TimeSpan duration, CancellationToken cancellation)
    {
        var result = await HeartbeatLoad.RunApartAsync(duration, [server], cancellation, point.Arguments);
        Console.WriteLine(
            $"peers, {point}, {name}: {side,-9} {result.Rate,9:N0}/s  {result.CpuMicroseconds,6:F1} µs CPU each  p50 {result.P50,6:F1} ms  p99 {result.P99,6:F1} ms");
        return result;
    }
}
