using System.Text.Json.Nodes;
using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using Gateway.Host.Configuration;
using Gateway.Platform.Redis;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Tests.Platform.Redis;

/// <summary>The publisher against a real Redis: exactly once, whatever has happened to either side.</summary>
[Trait(Category.Name, Category.Long)]
[Trait(Category.Name, Category.Servers)]
public class FeedPublisherTests : IAsyncLifetime
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private TestRedis _server = null!;
    private TestDatabase _test = null!;
    private IConnectionMultiplexer _redis = null!;

    private LogLines Log { get; } = new();

    private FeedMarks Marks => new(_test.Database, _test.Clock);

    private IDatabase Redis => _redis.GetDatabase();

    public async Task InitializeAsync()
    {
        if (TestRedis.FindProgram() is null) return;
        _server = await TestRedis.StartAsync();
        _redis = await _server.ConnectAsync();
        _test = await TestDatabase.CreateAsync(Provider);
    }

    public async Task DisposeAsync()
    {
        if (_server is null) return;
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
        await _test.DisposeAsync();
    }

    [RedisFact]
    public async Task Run_ItemsOfEveryKind_StandInTheirStreamsUnderTheirNumbers()
    {
        await GrowAsync("adcraad");
        await using (Run()) await PublishedAsync(7);

        Assert.Equal("1a 2d 3c 4r 5a 6a 7d", await StreamsAsync());
        Assert.Equal(1, await Redis.StreamLengthAsync("gateway:feed:registration"));
        var entry = (await Redis.StreamRangeAsync("gateway:feed:command"))[0];
        Assert.Equal("3-0", entry.Id);
        var json = JsonNode.Parse(entry["data"].ToString())!;
        Assert.Equal(
            (3, "command", "sn", "{\"n\":3}"),
            (json["seq"]!.GetValue<int>(), json["kind"]!.GetValue<string>(), json["sn"]!.GetValue<string>(), json["data"]!.ToJsonString()));
    }

    /// <summary>Redis has no roles: what may be personal data is there only if the operator says so. The last one is as an earlier version wrote it.</summary>
    [RedisFact]
    public async Task Run_FieldsThatMayNameAPerson_ArePublishedOnlyIfTheSettingSaysSo()
    {
        const string Extra = """{"recog_type":"face","name":"欧阳金丝雀"}""";
        await _test.Attendance.StoreAsync([TestDatabase.Upload("sn", TestDatabase.Record("sn", "u1", 0, null, Extra), TestDatabase.Record("sn", "u2", 1, null, Extra))], default);
        await _test.Feed.SequenceAsync(2, default);
        await _test.ExecuteAsync($"UPDATE feed SET data = replace(data, '{{\"recog_type\":\"face\"}}', '{Extra}'), data_protected = NULL WHERE seq = 2");

        await using (Run()) await PublishedAsync(2);
        Assert.Equal(["{\"recog_type\":\"face\"}", "{\"recog_type\":\"face\"}"], await ExtrasAsync());

        await Redis.KeyDeleteAsync("gateway:feed:attendance");
        await _test.ExecuteAsync("UPDATE feed_marks SET seq = 0");
        await using (Run(all: "true")) await Patience.UntilAsync(async () => await Redis.StreamLengthAsync("gateway:feed:attendance") == 2, "published again");
        Assert.Equal([Extra, Extra], await ExtrasAsync());
    }

    [RedisFact]
    public async Task Run_AfterACrashBeforeTheMarkWasStored_AddsNothingTwice()
    {
        await GrowAsync("adad");
        await using (Run()) await PublishedAsync(4);
        await _test.ExecuteAsync("UPDATE feed_marks SET seq = 1");
        await GrowAsync("a");

        await using (Run()) await PublishedAsync(5);

        Assert.Equal("1a 2d 3a 4d 5a", await StreamsAsync());
        Assert.DoesNotContain(Log.Lines, line => line.Contains("has lost", StringComparison.Ordinal));
    }

    [RedisFact]
    public async Task Run_TwoAtOnce_AddNothingTwice()
    {
        await using var one = Run();
        await using var other = Run();
        for (var i = 0; i < 20; i++) await GrowAsync("addacadaadcdaadrada");
        await PublishedAsync(380);

        Assert.Equal(Enumerable.Range(1, 380), (await StreamsAsync()).Split(' ').Select(item => int.Parse(item[..^1], CultureInfo.InvariantCulture)));
    }

    /// <summary>Whoever reads on behind the last id that it has seen misses nothing and gets nothing twice.</summary>
    [RedisFact]
    public async Task Run_RedisEmptiedMeanwhile_PutsEverythingBackUnderItsOwnNumberAndSaysSo()
    {
        await GrowAsync("adca");
        await using (Run())
        {
            await PublishedAsync(4);
            await Redis.ExecuteAsync("FLUSHALL");
            await Patience.UntilAsync(async () => await StreamsAsync() == "1a 2d 3c 4a", "back again");
            await GrowAsync("d");
            await PublishedAsync(5);
        }

        Assert.Equal("1a 2d 3c 4a 5d", await StreamsAsync());
        Assert.Contains(
            Log.Lines,
            line => line.Contains("Redis has lost the end of gateway:feed:attendance: it ends with seq 0, and seq 4 had been published", StringComparison.Ordinal));
    }

    [RedisFact]
    public async Task Run_RedisEmptiedAndNoRefillWanted_GoesOnBehindTheMark()
    {
        await GrowAsync("adca");
        await using (Run("0")) await PublishedAsync(4);
        await Redis.ExecuteAsync("FLUSHALL");
        await GrowAsync("da");

        await using (Run("0")) await PublishedAsync(6);

        Assert.Equal("5d 6a", await StreamsAsync());
    }

    /// <summary>As after a fail-over to a replica that lagged.</summary>
    [RedisFact]
    public async Task Run_StreamWentBack_AddsWhatIsMissingAndNothingElse()
    {
        await GrowAsync("adada");
        await using (Run()) await PublishedAsync(5);
        var kept = (await Redis.StreamRangeAsync("gateway:feed:attendance"))[0];
        await Redis.KeyDeleteAsync("gateway:feed:attendance");
        await Redis.StreamAddAsync("gateway:feed:attendance", "data", kept["data"], kept.Id);

        await using (Run()) await Patience.UntilAsync(async () => await StreamsAsync() == "1a 2d 3a 4d 5a", "whole again");
    }

    [RedisFact]
    public async Task Run_RedisAway_KeepsTryingAndCatchesUp()
    {
        await using var running = Run();
        await GrowAsync("ad");
        await PublishedAsync(2);
        await _server.KillAsync();
        for (var i = 0; i < 10; i++) await GrowAsync("adcadcadcd");
        await Patience.UntilAsync(() => Log.Lines.Any(line => line.Contains("Redis is away", StringComparison.Ordinal)), "told");

        await _server.StartAgainAsync();

        await PublishedAsync(102);
        Assert.Equal(102, (await StreamsAsync()).Split(' ').Length);
        Assert.Single(Log.Lines, line => line.Contains("Redis is away", StringComparison.Ordinal));
    }

    [RedisFact]
    public async Task Run_StreamsOfAnotherDatabase_AreLeftAlone()
    {
        await Redis.StreamAddAsync("gateway:feed:attendance", "data", "{}", "900-0");
        await GrowAsync("ad");

        await using (Run()) await Patience.UntilAsync(() => Log.Lines.Any(line => line.Contains("Nothing is published", StringComparison.Ordinal)), "told");

        Assert.Equal(1, await Redis.StreamLengthAsync("gateway:feed:attendance"));
        Assert.False(await Redis.KeyExistsAsync("gateway:feed:device"));
    }

    /// <summary>As after a restore: the streams have numbers that the feed gives again.</summary>
    [RedisFact]
    public async Task Run_FeedTookNumbersBack_OldStreamsAreSetAsideAndPublishingGoesOn()
    {
        await GrowAsync("adcad");
        await using (Run()) await PublishedAsync(5);
        var before = (await Redis.StreamRangeAsync("gateway:feed:attendance"))[0]["generation"].ToString();
        await _test.ExecuteAsync("DELETE FROM feed WHERE seq > 3");
        await _test.ExecuteAsync("UPDATE feed_head SET last_seq = 3");
        await _test.ExecuteAsync("UPDATE feed_marks SET seq = 2");

        await using (Run())
        {
            await PublishedAsync(3);
            await GrowAsync("rda");
            await PublishedAsync(6);
        }

        Assert.Equal("1a 2d 3c 4r 5d 6a", await StreamsAsync());
        foreach (var kind in (string[])["attendance", "device", "command"])
        {
            Assert.True(await Redis.KeyExistsAsync($"gateway:feed:{kind}:{before}"), kind);
            Assert.InRange((await Redis.KeyTimeToLiveAsync($"gateway:feed:{kind}:{before}"))!.Value, TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
        }

        Assert.Equal("4-0", (await Redis.StreamRangeAsync($"gateway:feed:attendance:{before}"))[^1].Id);
        var generations = (await Redis.StreamRangeAsync("gateway:feed:attendance")).Select(entry => entry["generation"].ToString()).Distinct();
        Assert.NotEqual(before, Assert.Single(generations));
    }

    [RedisFact]
    public async Task Run_LongerThanTheStreamMayBe_IsTrimmed()
    {
        for (var i = 0; i < 60; i++) await GrowAsync(new string('a', 20));

        await using (Run(refill: "100", length: "100")) await PublishedAsync(1200);

        Assert.InRange(await Redis.StreamLengthAsync("gateway:feed:attendance"), 100, 300);
    }

    private async Task GrowAsync(string kinds)
    {
        var rows = kinds.Select((kind, i) =>
        {
            var name = kind switch { 'a' => "attendance", 'd' => "device", 'c' => "command", _ => "registration" };
            return $"SELECT '{name}', 'sn', 0, '{{\"n\":' || (last_seq + {i + 1}) || '}}' FROM feed_head";
        });
        await _test.ExecuteAsync($"INSERT INTO outbox (kind, sn, at, data) {string.Join(" UNION ALL ", rows)}");
        await _test.Feed.SequenceAsync(kinds.Length, default);
    }

    private async Task PublishedAsync(long seq) => await Patience.UntilAsync(
        async () => await Marks.GetAsync(FeedMarks.Redis, default) >= seq, $"{seq} published");

    /// <summary>What all streams have, in the order of their numbers.</summary>
    private async Task<string> StreamsAsync()
    {
        var items = new List<(long Seq, char Kind)>();
        foreach (var kind in Enum.GetValues<FeedKind>())
        {
            var name = FeedItemJson.KindText(kind);
            items.AddRange((await Redis.StreamRangeAsync("gateway:feed:" + name)).Select(entry =>
                (long.Parse(entry.Id.ToString().Split('-')[0], CultureInfo.InvariantCulture), name[0])));
        }

        return string.Join(' ', items.OrderBy(item => item.Seq).Select(item => $"{item.Seq}{item.Kind}"));
    }

    private async Task<IEnumerable<string>> ExtrasAsync() => (await Redis.StreamRangeAsync("gateway:feed:attendance")).Select(entry =>
    {
        using var item = JsonDocument.Parse(entry["data"].ToString());
        return item.RootElement.GetProperty("data").GetProperty("extra").GetRawText();
    });

    private Running Run(string refill = "1000000", string length = "1000000", string all = "false") => new(this, refill, length, all);

    /// <summary>A publisher in a process of its own, as it were.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly LoggerFactory _logs;
        private readonly RedisLink _link;
        private readonly Task _run;

        public Running(FeedPublisherTests test, string refill, string length, string all)
        {
            _logs = new LoggerFactory([test.Log]);
            var options = RedisReader.Read(new SettingsSource(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Gateway:Redis:Configuration"] = test._server.Address,
                ["Gateway:Redis:RefillLength"] = refill,
                ["Gateway:Redis:FeedMaxLength"] = length,
                ["Gateway:Redis:AllFields"] = all,
            }).Build()))!;
            _link = new RedisLink(options, _logs.CreateLogger<RedisLink>());
            var publisher = new FeedPublisher(
                test._test.Feed, test.Marks, test._test.Database, new FeedStreams(_link, new FeedCipher(test._test.Hidden), ClearFields.Default), _link, new FeedSignal(),
                TimeProvider.System, _logs.CreateLogger<FeedPublisher>());
            _run = Task.Run(() => publisher.RunAsync(_stop.Token));
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _link.DisposeAsync();
            _logs.Dispose();
            _stop.Dispose();
        }
    }
}
