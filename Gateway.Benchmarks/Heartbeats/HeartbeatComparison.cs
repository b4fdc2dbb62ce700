using Gateway.Benchmarks.Measuring;
using Gateway.Peers;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>The gateway and the bare server, each in its own process, driven in turn by the same load.</summary>
internal static class HeartbeatComparison
{
    private const double GoalRatio = 0.6;
    private const int GoalAllocated = 300;
    private const int WarmUpRounds = 3;

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        var terminals = options.Connections.ToString(CultureInfo.InvariantCulture);
        await using var bare = await ServerProcess.StartAsync(cancellation, "serve-peer", "--name", PeerServers.Bare, "--connections", terminals);
        await using var gateway = await ServerProcess.StartAsync(cancellation, "serve-gateway", "--connections", terminals, "--directory", options.Directory);
        var (bareRounds, gatewayRounds) = (new List<LoadResult>(), new List<LoadResult>());

        // Rounds that do not count: on busy cores the compiler needs many seconds to bring the hot code to its last tier, and until then a heartbeat costs
        // twice its CPU.
        for (var round = 0; round < WarmUpRounds; round++)
        {
            await RoundAsync("warm-up bare", bare, options, cancellation);
            await RoundAsync("warm-up gateway", gateway, options, cancellation);
        }

        var before = await AllocatedAsync(gateway, cancellation);
        for (var round = 0; round < options.Rounds; round++)
        {
            var bareFirst = round % 2 == 0;
            if (bareFirst) bareRounds.Add(await RoundAsync("bare", bare, options, cancellation));
            gatewayRounds.Add(await RoundAsync("gateway", gateway, options, cancellation));
            if (!bareFirst) bareRounds.Add(await RoundAsync("bare", bare, options, cancellation));
        }

        var spent = (await AllocatedAsync(gateway, cancellation)).Since(before, gatewayRounds.Sum(static round => round.Answered));
        return
        [
            .. Findings(options, gatewayRounds, bareRounds),
            new Finding("allocated for one heartbeat, connecting included", $"{spent.Bytes} B", "", $"{spent.Bytes}", $"≤ {GoalAllocated}", spent.Bytes <= GoalAllocated),
            new Finding("work items of the thread pool for one", $"{spent.WorkItems:F1}", "", $"{spent.WorkItems:F1}", "", null),
        ];
    }

    private static async Task<Allocation> AllocatedAsync(ServerProcess server, CancellationToken cancellation) =>
        Allocation.FromLine(await server.AskAsync("allocated", cancellation));

    private static async Task<LoadResult> RoundAsync(string name, ServerProcess server, BenchmarkOptions options, CancellationToken cancellation)
    {
        var result = await HeartbeatLoad.RunApartAsync(
            options.Duration, [server], cancellation, "--connections", options.Connections.ToString(CultureInfo.InvariantCulture));
        Console.WriteLine(
            $"heartbeats, {name,-15} {result.Rate,9:N0}/s  {result.CpuMicroseconds,6:F1} µs CPU each  p50 {result.P50,6:F1} ms  p99 {result.P99,6:F1} ms");
        return result;
    }

    private static IReadOnlyList<Finding> Findings(BenchmarkOptions options, List<LoadResult> gateway, List<LoadResult> bare)
    {
        var (rate, bareRate) = (Median.Of(gateway, r => r.Rate), Median.Of(bare, r => r.Rate));
        var (cpu, bareCpu) = (Median.Of(gateway, r => r.CpuMicroseconds), Median.Of(bare, r => r.CpuMicroseconds));
        return
        [
            new Finding(
                $"heartbeats, {options.Connections} connections", $"{rate:N0}/s", $"bare Pipelines {bareRate:N0}/s",
                $"{rate / bareRate:F2}", $"≥ {GoalRatio:F2}", rate / bareRate >= GoalRatio),
            new Finding("server CPU for one heartbeat", $"{cpu:F1} µs", $"bare Pipelines {bareCpu:F1} µs", $"{cpu / bareCpu:F2}", "", null),
        ];
    }
}
