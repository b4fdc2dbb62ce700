using System.Diagnostics;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Attendance;

/// <summary>The uplink beside raw batched inserts, in turn, into the same table; then at a steady pace with the feed being numbered beside it.</summary>
internal static class AttendanceComparison
{
    public const int Uploaders = 200;
    private const double GoalRatio = 0.5;
    private const double GoalP99 = 50;
    private const int Probes = 100;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        var fsync = Fsync(options.Directory);
        Console.WriteLine($"attendance, fsync of 4 KiB here: p50 {fsync.Percentile(0.5):F1} ms, p99 {fsync.Percentile(0.99):F1} ms");
        await using var bench = await AttendanceBench.StartAsync(options.Directory, cancellation);
        var (logRounds, rawRounds) = await AlternateAsync(bench, options, cancellation);
        await bench.ClearOutboxAsync(cancellation);

        bench.StartSequencer();
        var fed = await bench.UploadAsync(Uploaders, options.Duration);
        Console.WriteLine($"attendance, log + feed {fed}");
        await Task.Delay(WarmUp, cancellation);
        var paced = await PacedUploads.RunAsync(bench, Uploaders, options.Duration * 2, cancellation);

        var (rate, raw) = (Median.Of(logRounds, r => r.Rate), Median.Of(rawRounds, r => r.Rate));
        var p99 = paced.Percentile(0.99);
        return
        [
            new Finding(
                $"attendance, {Uploaders} uploaders", $"{rate:N0} records/s", $"raw inserts {raw:N0} records/s",
                $"{rate / raw:F2}", $"≥ {GoalRatio:F2}", rate / raw >= GoalRatio),
            new Finding(
                "the same with the feed being numbered", $"{fed.Rate:N0} records/s", $"raw inserts {raw:N0} records/s", $"{fed.Rate / raw:F2}", "", null),
            new Finding(
                $"p99 of answers at {PacedUploads.RecordsPerSecond} records/s",
                $"p50 {paced.Percentile(0.5):F1} ms", $"fsync p99 {fsync.Percentile(0.99):F1} ms",
                $"{p99:F1} ms", $"< {GoalP99:F0} ms", p99 < GoalP99),
        ];
    }

    private static async Task<(List<AttendanceRound> Log, List<AttendanceRound> Raw)> AlternateAsync(
        AttendanceBench bench, BenchmarkOptions options, CancellationToken cancellation)
    {
        var (log, raw) = (new List<AttendanceRound>(), new List<AttendanceRound>());
        var batch = (await bench.UploadAsync(Uploaders, WarmUp)).Batch;
        await bench.InsertRawAsync(batch, WarmUp, cancellation);
        for (var round = 0; round < options.Rounds; round++)
        {
            log.Add(await bench.UploadAsync(Uploaders, options.Duration));
            Console.WriteLine($"attendance, log        {log[^1]}");
            raw.Add(await bench.InsertRawAsync(log[^1].Batch, options.Duration, cancellation));
            Console.WriteLine($"attendance, raw        {raw[^1]}");
        }

        return (log, raw);
    }

    /// <summary>What this disk takes to make 4 KiB durable: the floor of every answer.</summary>
    private static Latencies Fsync(string parent)
    {
        using var directory = new WorkDirectory(parent);
        using var file = File.OpenHandle(Path.Combine(directory.Path, "fsync"), FileMode.CreateNew, FileAccess.Write);
        var latencies = new Latencies();
        for (var probe = 0; probe < Probes; probe++)
        {
            var begun = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, new byte[4096], probe * 4096L);
            RandomAccess.FlushToDisk(file);
            latencies.Add(Stopwatch.GetTimestamp() - begun);
        }

        return latencies;
    }
}
