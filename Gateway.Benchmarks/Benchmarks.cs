using Gateway.Benchmarks.Attendance;
using Gateway.Benchmarks.Heartbeats;
using Gateway.Benchmarks.Parsing;
using Gateway.Benchmarks.Reports;

namespace Gateway.Benchmarks;

/// <summary>What the verbs of the program do.</summary>
internal static class Benchmarks
{
    public static async Task AllAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        List<Finding> findings =
        [
            .. CodecBenchmarks.Run(),
            .. await HeartbeatComparison.RunAsync(options, cancellation),
            .. await AttendanceComparison.RunAsync(options, cancellation),
        ];
        FindingTable.Print(findings);
    }

    public static async Task HeartbeatsAsync(BenchmarkOptions options, CancellationToken cancellation) =>
        FindingTable.Print(await HeartbeatComparison.RunAsync(options, cancellation));

    public static Task CodecAsync()
    {
        FindingTable.Print(CodecBenchmarks.Run());
        return Task.CompletedTask;
    }

    public static async Task AttendanceAsync(BenchmarkOptions options, CancellationToken cancellation) =>
        FindingTable.Print(await AttendanceComparison.RunAsync(options, cancellation));

    public static async Task ServeGatewayAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        await using var server = await GatewayServer.StartAsync(options, cancellation);
        await ServerProcess.AnnounceAndWaitAsync(server.Port, cancellation);
    }

    public static async Task ServeBareAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        using var server = BareServer.Start(options.Connections);
        await ServerProcess.AnnounceAndWaitAsync(server.Port, cancellation);
    }

    public static async Task LoadAsync(BenchmarkOptions options, int port, int serverProcess, CancellationToken cancellation) =>
        Console.WriteLine((await HeartbeatLoad.RunAsync(options, port, serverProcess, cancellation)).ToLine());
}
