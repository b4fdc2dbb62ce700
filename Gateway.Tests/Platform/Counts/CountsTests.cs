using System.Diagnostics.Metrics;
using Gateway.Actors.Feed;
using Gateway.Actors.Load;
using Gateway.Actors.Time;
using Gateway.Platform.Counts;
using Gateway.Platform.Metrics;
using Gateway.Storage.Counts;
using Gateway.Storage.Devices;
using Gateway.Storage.Diagnostics;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Platform.Counts;

public sealed class CountsTests
{
    /// <summary>So many that what other tests of this process count meanwhile does not matter.</summary>
    private const long Many = 1_000_000_000_000;

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Fact]
    public async Task Node_EveryMinute_AddsWhatCameSinceTheLastTime()
    {
        await using var test = await CreateAsync();
        var scope = new MetricScope();
        using var meter = new Meter(new MeterOptions("Gateway.Test") { Scope = scope });
        using var metrics = new MetricReader(scope);
        var time = new FakeTimeProvider(Start.AddMinutes(1));
        var counts = new NodeCounts(metrics, new CountStore(test.Database), time, NullLogger<NodeCounts>.Instance);
        var frames = meter.CreateCounter<long>("gateway.frames");
        var uploads = meter.CreateCounter<long>("gateway.uploads");
        void Count(long heartbeats, long accepted, long refused)
        {
            frames.Add(heartbeats * Many, Label("command", "heartbeat"));
            frames.Add(Many / 10, Label("command", "person_push"));
            uploads.Add(accepted * Many, Label("outcome", "accepted"));
            uploads.Add(refused * Many, Label("outcome", "refused"));
            uploads.Add(refused * Many, Label("outcome", "not_durable"));
        }

        Count(5, 3, 1);
        await counts.AddAsync(default);
        time.Advance(TimeSpan.FromMinutes(1));
        Count(7, 0, 2);
        await counts.AddAsync(default);

        var buckets = await new CountReader(test.Database).ReadAsync(Start, Start.AddMinutes(2), TimeSpan.FromMinutes(1), default);
        Assert.Equal(["5 3 2", "7 0 4"], buckets.Select(bucket => string.Join(
            ' ', new[] { CountKind.Heartbeats, CountKind.Uploads, CountKind.UploadsRefused }.Select(kind => Math.Floor(bucket.Values.GetValueOrDefault(kind) / Many)))));
    }

    [Fact]
    public async Task Node_WhoseDatabaseIsAway_AddsItLater()
    {
        await using var test = await CreateAsync();
        var scope = new MetricScope();
        using var meter = new Meter(new MeterOptions("Gateway.Test") { Scope = scope });
        using var metrics = new MetricReader(scope);
        var counts = new NodeCounts(metrics, new CountStore(test.Database), new FakeTimeProvider(Start.AddMinutes(1)), NullLogger<NodeCounts>.Instance);
        var records = meter.CreateCounter<long>("gateway.attendance.records");

        await WriteAsync(test, "ALTER TABLE counts_minute RENAME TO gone");
        records.Add(Many, Label("outcome", "stored"));
        await counts.AddAsync(default);
        await WriteAsync(test, "ALTER TABLE gone RENAME TO counts_minute");
        records.Add(Many, Label("outcome", "stored"));
        records.Add(Many, Label("outcome", "duplicate"));
        await counts.AddAsync(default);

        Assert.Equal(2, await test.NumberAsync($"SELECT count / {Many} FROM counts_minute WHERE what = 'records'"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Cluster_EveryMinute_IsWrittenDownAndRolledUpOnceTheHourIsOver(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("a"), Device("b")], default);
        await WriteAsync(test, "INSERT INTO presence (sn, online, last_seen, transport, remote, node, since) VALUES ('a', true, 1, 'socket', '', '', 1)");
        var time = new FakeTimeProvider(Start.AddMinutes(50));
        var store = new CountStore(test.Database);
        var follower = new ClockInFollower(
            test.Feed, new ClockInStore(test.Database, GatewayZone.Standard), new FeedSignal(), time, NullLogger<ClockInFollower>.Instance);
        var counts = new ClusterCounts(
            new DeviceCounter(test.Database), new BacklogReader(test.Database, test.Options), store, follower, time, NullLogger<ClusterCounts>.Instance);

        for (var minute = 0; minute < 30; minute++)
        {
            await counts.LookAsync(default);
            Assert.Equal(minute < 15 ? 0 : 4, await test.NumberAsync("SELECT count(*) FROM counts_hour"));
            if (minute == 12) await store.AddAsync(Start.AddMinutes(59), new Dictionary<CountKind, long> { [CountKind.Heartbeats] = 3 }, default); // A node that is late.
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["heartbeats 3", "offline 0", "online 1", "queued 0"], await test.ColumnAsync<string>("SELECT what || ' ' || count FROM counts_hour ORDER BY what"));
        Assert.Equal(30, await test.NumberAsync("SELECT count(*) FROM counts_minute WHERE what = 'online'"));
    }

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private static Task<int> WriteAsync(TestDatabase test, string sql) => test.Database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(sql, token)).ExecuteAsync(token), default);
}
