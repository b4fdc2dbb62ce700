using System.Diagnostics;
using Gateway.Actors.Attendance;
using Gateway.Benchmarks.Attendance;
using Gateway.Benchmarks.Heartbeats;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Feed;

/// <summary>
/// A node on SQLite under 2 000 records/s by the clock, its feed followed by one consumer of server-sent events, then by a hundred, in a process of their own: how late a
/// record is, and what the node's process costs.
/// </summary>
internal static class FeedFanOut
{
    private const int Many = 100;
    private const double GoalP99 = 500;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        await PhaseAsync(options, 1, cancellation); // The first pays for what is compiled.
        var (_, alone) = await PhaseAsync(options, 1, cancellation);
        var (delay, all) = await PhaseAsync(options, Many, cancellation);
        return
        [
            new Finding(
                $"feed: {Many} consumers of server-sent events", $"{PacedUploads.RecordsPerSecond} records/s, p50 {delay.P50:F0} ms, p99 {delay.P99:F0} ms", "",
                $"p99 {delay.P99:F0} ms", $"< {GoalP99:F0} ms", delay.P99 < GoalP99),
            new Finding("feed: the node's CPU for it", $"{all:P0} of a core", $"one consumer: {alone:P0}", $"{all - alone:P0} more", "", null),
        ];
    }

    private static async Task<(FollowerResult Delay, double Cores)> PhaseAsync(BenchmarkOptions options, int consumers, CancellationToken cancellation)
    {
        await using var server = await GatewayServer.StartAsync(options with { Connections = 1 }, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (log, source) = (server.Services.GetRequiredService<AttendanceLog>(), new UploadSource(TimeProvider.System));
        var uploads = PacedUploads.RunAsync(terminal => log.StoreAsync(source.Next(terminal)), AttendanceComparison.Uploaders, TimeSpan.FromHours(1), stop.Token);
        await Task.Delay(WarmUp, cancellation);
        var (began, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var line = await ServerProcess.RunAsync(
            cancellation, "follow-feed", "--port", $"{server.Platform.Port}", "--connections", $"{consumers}", "--seconds", $"{options.Duration.TotalSeconds:F0}");
        var cores = (Environment.CpuUsage.TotalTime - before) / Stopwatch.GetElapsedTime(began);
        await stop.CancelAsync();
        await uploads.ContinueWith(static _ => { }, TaskScheduler.Default);
        return (FollowerResult.FromLine(line), cores);
    }
}
