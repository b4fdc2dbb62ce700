using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;
using Gateway.Servers;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>
/// Clusters of one, two and three nodes on one PostgreSQL, all terminals connected to the first node: those whose actor is there, and, in other rounds, those whose actor is on
/// another. The
/// difference is what a hop between nodes costs.
/// </summary>
internal static class HopCost
{
    /// <summary>Terminals provisioned for each one of the load: enough of them must have their actor on one node of three.</summary>
    private const int Choice = 6;

    private const int WarmUpRounds = 2;

    private static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        LoadResult? alone = null;
        for (var nodes = 1; nodes <= 3; nodes++)
        {
            var (local, remote) = await ClusterAsync(options, nodes, cancellation);
            alone ??= local;
            findings.Add(ToFinding(nodes, "actor on the connection's node", local, alone));
            if (remote is not null) findings.Add(ToFinding(nodes, "actor on another node", remote, alone));
        }

        return findings;
    }

    /// <summary>Two nodes with and without TLS between them, in one run: what it costs, without the machine's moods of another day in it.</summary>
    public static async Task<IReadOnlyList<Finding>> LinksAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        var (_, clear) = await ClusterAsync(options, 2, cancellation, clearLinks: true);
        var (_, tls) = await ClusterAsync(options, 2, cancellation);
        return
        [
            new Finding(
                "heartbeats, 2 node(s), actor on another node, TLS between nodes", $"{tls!.Rate:N0}/s, {tls.CpuMicroseconds:F1} µs CPU each, p99 {tls.P99:F1} ms",
                $"without {clear!.Rate:N0}/s, {clear.CpuMicroseconds:F1} µs, p99 {clear.P99:F1} ms",
                $"{tls.Rate / clear.Rate:F2}, CPU {tls.CpuMicroseconds / clear.CpuMicroseconds:F2}, p99 {tls.P99 / clear.P99:F2}", "", null),
        ];
    }

    private static Finding ToFinding(int nodes, string place, LoadResult result, LoadResult alone) => new(
        $"heartbeats, {nodes} node(s), {place}", $"{result.Rate:N0}/s, {result.CpuMicroseconds:F1} µs CPU each", $"one node {alone.Rate:N0}/s, {alone.CpuMicroseconds:F1} µs",
        $"{result.Rate / alone.Rate:F2}, CPU {result.CpuMicroseconds / alone.CpuMicroseconds:F2}", "", null);

    private static async Task<(LoadResult Local, LoadResult? Remote)> ClusterAsync(
        BenchmarkOptions options, int nodes, CancellationToken cancellation, bool clearLinks = false)
    {
        await using var database = await BenchDatabase.CreateAsync();
        int[] ports = [.. FreePorts.Take(nodes).Order()];
        var servers = new List<ServerProcess>();
        try
        {
            for (var i = 0; i < nodes; i++)
            {
                string[] more = clearLinks ? ["--clear-links"] : [];
                servers.Add(await ServerProcess.StartAsync(
                    cancellation, ["serve-node", .. more, "--connections", Text(options.Connections * Choice), "--directory", options.Directory,
                    "--database", database.Options.ConnectionString, "--cluster-port", Text(ports[i]), "--seed-port", Text(ports[0])]));
            }

            // Shards get their place when they are first told something: every terminal beats once.
            var all = Enumerable.Range(0, options.Connections * Choice).ToArray();
            foreach (var some in all.Chunk(options.Connections)) await RoundAsync("wake up", options with { Duration = LookEvery }, servers, some, cancellation);
            var held = await SettledAsync(servers[0], cancellation);
            var local = await RoundsAsync($"{nodes} node(s), local", options, servers, [.. held.Take(options.Connections)], cancellation);
            var others = all.Except(held).Take(options.Connections).ToArray();
            return (local, nodes == 1 ? null : await RoundsAsync($"{nodes} node(s), remote", options, servers, others, cancellation));
        }
        finally
        {
            foreach (var server in servers.AsEnumerable().Reverse()) await server.DisposeAsync();
        }
    }

    /// <summary>The terminals whose actor is on that node, when that has not changed for a while: shards are still balanced after a node has come.</summary>
    private static async Task<int[]> SettledAsync(ServerProcess server, CancellationToken cancellation)
    {
        var before = "";
        for (var (same, looks) = (0, 0); looks < SettleWithin / LookEvery; looks++)
        {
            var now = await server.AskAsync("held", cancellation);
            same = now == before ? same + 1 : 0;
            if (same >= 10) break;
            before = now;
            await Task.Delay(LookEvery, cancellation);
        }

        return Array.ConvertAll(before.Split(','), number => int.Parse(number, CultureInfo.InvariantCulture));
    }

    private static async Task<LoadResult> RoundsAsync(string name, BenchmarkOptions options, List<ServerProcess> servers, int[] terminals, CancellationToken cancellation)
    {
        var rounds = new List<LoadResult>();
        for (var round = -WarmUpRounds; round < options.Rounds; round++)
        {
            var result = await RoundAsync(name, options, servers, terminals, cancellation);
            if (round >= 0) rounds.Add(result);
        }

        return new LoadResult(Median.Of(rounds, r => r.Rate), Median.Of(rounds, r => r.CpuMicroseconds), Median.Of(rounds, r => r.P50), Median.Of(rounds, r => r.P99));
    }

    private static async Task<LoadResult> RoundAsync(string name, BenchmarkOptions options, List<ServerProcess> servers, int[] terminals, CancellationToken cancellation)
    {
        var result = await HeartbeatLoad.RunApartAsync(options.Duration, servers, cancellation, "--numbers", string.Join(',', terminals.Select(Text)));
        Console.WriteLine(
            $"hops, {name,-18} {terminals.Length,6} terminals {result.Rate,9:N0}/s  {result.CpuMicroseconds,6:F1} µs CPU each  p50 {result.P50,6:F1} ms  p99 {result.P99,6:F1} ms");
        return result;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
