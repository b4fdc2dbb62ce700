using System.Diagnostics;
using Gateway.Actors.Attendance;
using Gateway.Benchmarks.Attendance;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;
using Gateway.Storage.Feed;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Gateway.Benchmarks.Feed;

/// <summary>
/// A complete node on PostgreSQL and Redis: the time from the commit of a record to a REST consumer and to a reader of the stream, at a steady pace; then how fast
/// the stream catches up with what Redis has missed, while the uploads go on.
/// </summary>
internal static class FeedDelay
{
    private const double GoalP99 = 500;
    private const int Near = 1000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkOptions options, int backlog, CancellationToken cancellation)
    {
        var given = BenchServers.Need(BenchServers.Redis, "GATEWAY_TEST_REDIS");
        await using var database = await BenchDatabase.CreateAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(given);
        var redis = connection.GetDatabase();
        await ClearAsync(redis);
        var settings = database.Settings;
        settings["Gateway:Redis:Configuration"] = given;
        List<Finding> findings = [];
        try
        {
            await using (var server = await GatewayServer.StartAsync(options with { Connections = 1 }, cancellation, settings))
                findings.AddRange(await LiveAsync(server, redis, options, cancellation));

            if (backlog > 0)
            {
                await MissAsync(database, backlog, cancellation);
                await using var server = await GatewayServer.StartAsync(options with { Connections = 1 }, cancellation, settings);
                findings.Add(await CatchUpAsync(server, redis, backlog, cancellation));
            }
        }
        finally
        {
            await ClearAsync(redis);
        }

        return findings;
    }

    private static async Task<Finding[]> LiveAsync(GatewayServer server, IDatabase redis, BenchmarkOptions options, CancellationToken cancellation)
    {
        using var http = FeedConsumers.Client(server);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (rest, stream) = (new Sightings(), new Sightings());
        Task[] consumers = [FeedConsumers.RestAsync(http, rest, stop.Token), FeedConsumers.RedisAsync(redis, stream, stop.Token)];
        var uploads = new Uploads(server);
        await uploads.RunAsync(WarmUp, cancellation);
        uploads.Watch(rest, stream);
        var started = Stopwatch.GetTimestamp();
        var before = uploads.Records;
        var answers = await uploads.RunAsync(options.Duration * 3, cancellation);
        var rate = (uploads.Records - before) / Stopwatch.GetElapsedTime(started).TotalSeconds;

        var late = Stopwatch.GetTimestamp();
        while ((rest.Seen < uploads.Records || stream.Seen < uploads.Records) && Stopwatch.GetElapsedTime(late) < LastWithin && !consumers.Any(consumer => consumer.IsCompleted))
            await Task.Delay(LookEvery, cancellation);

        await stop.CancelAsync();
        foreach (var consumer in consumers) await EndAsync(consumer);
        Console.WriteLine($"feed, uploads durable after p50 {answers.Percentile(0.5):F1} ms, p99 {answers.Percentile(0.99):F1} ms");
        return [Delay("a REST consumer", rate, rest.Delays()), Delay("the Redis stream", rate, stream.Delays())];
    }

    private static Finding Delay(string where, double rate, Latencies delays)
    {
        var p99 = delays.Percentile(0.99);
        return new Finding(
            $"feed: commit to {where}", $"{rate:N0} records/s, p50 {delays.Percentile(0.5):F1} ms", "", $"p99 {p99:F1} ms", $"< {GoalP99:F0} ms", p99 < GoalP99);
    }

    /// <summary>What was numbered while Redis was away, as the sequencer would have written it.</summary>
    private static Task MissAsync(BenchDatabase database, int items, CancellationToken cancellation) => database.ExecuteAsync(
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            INSERT INTO feed (seq, kind, sn, at, data)
            SELECT h.last_seq + i, 'attendance', 'BENCH' || lpad((i % 200)::text, 11, '0'), 1700000000000 + i,
                '{"id":"' || gen_random_uuid() || '","sn":"BENCH' || lpad((i % 200)::text, 11, '0') || '","user_id":"' || lpad((i % 20000)::text, 8, '0')
                || '","recog_time":"2023-11-14T22:13:20+00:00","received_at":"2023-11-14T22:13:20+00:00","transport":"socket","site":"site-1","extra":null}'
            FROM feed_head h, generate_series(1, {{items}}) i;
            UPDATE feed_head SET last_seq = last_seq + {{items}};
            """),
        cancellation);

    private static async Task<Finding> CatchUpAsync(GatewayServer server, IDatabase redis, int backlog, CancellationToken cancellation)
    {
        var feed = server.Services.GetRequiredService<FeedStore>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var uploads = new Uploads(server);
        var from = await FeedConsumers.LastAsync(redis);
        var started = Stopwatch.GetTimestamp();
        var live = uploads.RunAsync(TimeSpan.FromHours(1), stop.Token);
        long last;
        while (true)
        {
            last = await FeedConsumers.LastAsync(redis);
            if (last >= await feed.HeadAsync(cancellation) - Near) break;
            if (live.IsFaulted) await live;
            await Task.Delay(LookEvery, cancellation);
        }

        var took = Stopwatch.GetElapsedTime(started);
        await stop.CancelAsync();
        await EndAsync(live);
        var rate = (last - from) / took.TotalSeconds;
        return new Finding(
            $"feed: Redis catches up, {backlog:N0} items missed", $"{took.TotalSeconds:F1} s, {rate:N0} items/s",
            $"{PacedUploads.RecordsPerSecond} records/s go on", $"{rate / PacedUploads.RecordsPerSecond:F1} ×", "", null);
    }

    /// <summary>What was told to stop must not have failed before.</summary>
    private static Task EndAsync(Task stopped) => stopped.ContinueWith(static done => done.IsFaulted ? done : Task.CompletedTask, TaskScheduler.Default).Unwrap();

    private static async Task ClearAsync(IDatabase redis)
    {
        string[] kinds = ["attendance", "registration", "command", "device", "store", "generation"];
        await redis.KeyDeleteAsync([.. kinds.Select(kind => (RedisKey)("gateway:feed:" + kind)), "gateway:commands", "gateway:presence"]);
    }

    /// <summary>Uploads into the node's own log, by the clock.</summary>
    private sealed class Uploads(GatewayServer server)
    {
        private readonly AttendanceLog _log = server.Services.GetRequiredService<AttendanceLog>();
        private readonly UploadSource _source = new(TimeProvider.System);
        private Sightings[] _watched = [];
        private int _records;

        public int Records => Volatile.Read(ref _records);

        public void Watch(params Sightings[] watched) => _watched = watched;

        public Task<Latencies> RunAsync(TimeSpan duration, CancellationToken cancellation) =>
            PacedUploads.RunAsync(StoreAsync, AttendanceComparison.Uploaders, duration, cancellation);

        private async Task StoreAsync(int terminal)
        {
            var upload = _source.Next(terminal);
            await _log.StoreAsync(upload);
            foreach (var record in upload.Records) foreach (var sightings in _watched) sightings.Committed(record.Id);
            Interlocked.Add(ref _records, upload.Records.Count);
        }
    }
}
