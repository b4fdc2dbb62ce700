using System.Diagnostics;
using Gateway.Actors.Attendance;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Benchmarks.Attendance;

/// <summary>The uplink on PostgreSQL beside a bare binary COPY of the same rows into the same table, in batches as large as the log's groups, in turn.</summary>
internal static class PostgresComparison
{
    private const double GoalRatio = 0.4;
    private const string Copy =
        "COPY attendance (id, sn, user_id, recog_time, recog_time_text, received_at, transport, site, extra) FROM STDIN (FORMAT BINARY)";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, CancellationToken cancellation)
    {
        await using var database = await BenchDatabase.CreateAsync();
        var processor = await PostgresProcessor.FindAsync(database, cancellation);
        await using var bench = await AttendanceBench.StartAsync(database, cancellation);
        var (log, copy) = (new List<PostgresRound>(), new List<PostgresRound>());
        var batch = (await bench.UploadAsync(AttendanceComparison.Uploaders, WarmUp)).Batch;
        await CopyAsync(bench, database, batch, WarmUp, cancellation);
        for (var round = 0; round < options.Rounds; round++)
        {
            log.Add(await MeasureAsync(processor, () => bench.UploadAsync(AttendanceComparison.Uploaders, options.Duration)));
            Console.WriteLine($"postgres, log   {log[^1]}");
            copy.Add(await MeasureAsync(processor, () => CopyAsync(bench, database, log[^1].Round.Batch, options.Duration, cancellation)));
            Console.WriteLine($"postgres, COPY  {copy[^1]}");
            await bench.ClearOutboxAsync(cancellation);
        }

        bench.StartSequencer();
        var fed = await bench.UploadAsync(AttendanceComparison.Uploaders, options.Duration);
        Console.WriteLine($"postgres, log + feed  {fed}");
        var (rate, bare) = (Median.Of(log, r => r.Round.Rate), Median.Of(copy, r => r.Round.Rate));
        return
        [
            new Finding(
                $"PostgreSQL: attendance, {AttendanceComparison.Uploaders} uploaders", $"{rate:N0} records/s", $"COPY {bare:N0} records/s",
                $"{rate / bare:F2}", $"≥ {GoalRatio:F2}", rate / bare >= GoalRatio),
            new Finding("  CPU of one record, gateway + PostgreSQL", Micros(log), Micros(copy), "", "", null),
            new Finding("  the same with the feed being numbered", $"{fed.Rate:N0} records/s", $"COPY {bare:N0} records/s", $"{fed.Rate / bare:F2}", "", null),
        ];
    }

    private static string Micros(List<PostgresRound> rounds) =>
        $"{Median.Of(rounds, r => r.GatewayMicros):F1} + {Median.Of(rounds, r => r.ServerMicros ?? double.NaN):F1} µs";

    private static async Task<PostgresRound> MeasureAsync(PostgresProcessor processor, Func<Task<AttendanceRound>> run)
    {
        var (server, own, started) = (processor.Total(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var round = await run();
        var records = round.Rate * Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new PostgresRound(
            round, (Environment.CpuUsage.TotalTime - own).TotalMicroseconds / records, (processor.Total() - server)?.TotalMicroseconds / records);
    }

    private static async Task<AttendanceRound> CopyAsync(
        AttendanceBench bench, BenchDatabase database, int batch, TimeSpan duration, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await AttendanceRound.OfBatchesAsync(batch, duration, async () =>
        {
            await using var importer = await connection.BeginBinaryImportAsync(Copy, cancellation);
            foreach (var record in bench.NextRecords(batch)) await WriteAsync(importer, record, cancellation);
            return (long)await importer.CompleteAsync(cancellation);
        });
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter importer, AttendanceRecord record, CancellationToken cancellation)
    {
        await importer.StartRowAsync(cancellation);
        await importer.WriteAsync(record.Id, NpgsqlDbType.Uuid, cancellation);
        await importer.WriteAsync(record.Sn, NpgsqlDbType.Varchar, cancellation);
        await importer.WriteAsync(record.UserId, NpgsqlDbType.Varchar, cancellation);
        await importer.WriteAsync(record.RecogTime.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint, cancellation);
        await importer.WriteAsync(record.RecogTimeText, NpgsqlDbType.Varchar, cancellation);
        await importer.WriteAsync(record.ReceivedAt.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint, cancellation);
        await importer.WriteAsync("socket", NpgsqlDbType.Varchar, cancellation);
        await importer.WriteAsync(record.Site, NpgsqlDbType.Varchar, cancellation);
        await importer.WriteNullAsync(cancellation);
    }
}
