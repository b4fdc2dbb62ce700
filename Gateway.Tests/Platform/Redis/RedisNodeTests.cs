using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Tests.Platform.Redis;

/// <summary>The whole node with a Redis beside it (contract, Redis).</summary>
[Trait(Category.Name, Category.Long)]
[Trait(Category.Name, Category.Servers)]
public sealed class RedisNodeTests : IAsyncLifetime
{
    private TestRedis _server = null!;
    private TestNode _node = null!;
    private IConnectionMultiplexer _redis = null!;

    private IDatabase Redis => _redis.GetDatabase();

    public async Task InitializeAsync()
    {
        if (TestRedis.FindProgram() is null) return;
        _server = await TestRedis.StartAsync();
        _redis = await _server.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is null) return;
        if (_node is not null) await _node.DisposeAsync();
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [RedisFact]
    public async Task Feed_OfTheStreamAndOfRest_AreTheSame()
    {
        await StartAsync();
        using var terminal = await _node.TerminalAsync();
        await terminal.UploadAsync(("1", "2024-05-06 08:30:00"), ("张", "2024-05-06 08:31:00"));

        await Patience.UntilAsync(async () => await Redis.StreamLengthAsync("gateway:feed:attendance") == 2, "published");

        var rest = (await _node.GetAsync("/api/v1/feed?kinds=attendance"))["items"]!.AsArray();
        var stream = await Redis.StreamRangeAsync("gateway:feed:attendance");
        Assert.Equal(rest.Select(item => item!.ToJsonString()), stream.Select(entry => JsonNode.Parse(entry["data"].ToString())!.ToJsonString()));
        Assert.Equal(rest.Select(item => $"{item!["seq"]}-0"), stream.Select(entry => entry.Id.ToString()));
    }

    [RedisFact]
    public async Task Metrics_RedisThereAndAway_TellHowFarItIsBehind()
    {
        await StartAsync();
        using var terminal = await _node.TerminalAsync();
        await terminal.UploadAsync(("1", "2024-05-06 08:30:00"));
        await Patience.UntilAsync(async () => await MetricAsync("gateway_redis_up") == 1 && await MetricAsync("gateway_redis_feed_behind") == 0, "caught up");
        await Patience.UntilAsync( // Each look is another sample, and the terminal's own item may come late.
            async () => await MetricAsync("gateway_redis_feed_lag_seconds") == 0 && await MetricAsync("gateway_redis_commands_pending") == 0, "nothing is left");

        await _server.KillAsync();
        await terminal.UploadAsync(("2", "2024-05-06 08:30:00"), ("3", "2024-05-06 08:30:00"));

        await Patience.UntilAsync(async () => await MetricAsync("gateway_redis_up") == 0 && await MetricAsync("gateway_redis_feed_behind") >= 2, "behind");
        await Patience.UntilAsync(async () => await MetricAsync("gateway_redis_feed_lag_seconds") > 0, "its age");
        Assert.Null(await MetricAsync("gateway_redis_commands_pending"));

        await _server.StartAgainAsync();
        await Patience.UntilAsync(async () => await MetricAsync("gateway_redis_up") == 1 && await MetricAsync("gateway_redis_feed_behind") == 0, "caught up again");
    }

    [RedisFact]
    public async Task Presence_OfATerminalThatBeats_IsItsLastHeartbeat()
    {
        await StartAsync();
        using var terminal = await _node.TerminalAsync();
        await terminal.BeatAsync(_node.Now);

        await Patience.UntilAsync(async () => await Redis.SortedSetScoreAsync("gateway:presence", terminal.Sn) is not null, "written");

        var score = (await Redis.SortedSetScoreAsync("gateway:presence", terminal.Sn))!.Value;
        Assert.InRange(score, _node.Now.AddMinutes(-1).ToUnixTimeMilliseconds(), _node.Now.ToUnixTimeMilliseconds());
        await Redis.ExecuteAsync("FLUSHALL");
        _node.Time.Shift(TimeSpan.FromSeconds(15));
        await Patience.UntilAsync(async () => await Redis.SortedSetScoreAsync("gateway:presence", terminal.Sn) is not null, "written again from the database");
    }

    [RedisFact]
    public async Task RedisAway_DevicesRestAndReadinessAreServedAndTheFeedCatchesUp()
    {
        await StartAsync();
        using var terminal = await _node.TerminalAsync();
        await terminal.UploadAsync(("1", "2024-05-06 08:30:00"));
        await Patience.UntilAsync(async () => await Redis.StreamLengthAsync("gateway:feed:attendance") == 1, "published");
        await _server.KillAsync();

        for (var i = 2; i <= 5; i++) Assert.Equal("0000", (await terminal.UploadAsync(($"{i}", "2024-05-06 08:30:00"))).Code);
        Assert.Equal(5, (await _node.FeedAsync(terminal.Sn, 5)).Count);
        await Patience.UntilAsync(async () =>
        {
            using var ready = await _node.Http.GetAsync("/health/ready");
            return ready.StatusCode == HttpStatusCode.OK;
        }, "ready");

        // It has lost everything: it keeps nothing on disk.
        await _server.StartAgainAsync();
        await Patience.UntilAsync(() => CountAsync("gateway:feed:attendance", 5), "all of it");
        Assert.Equal(["1", "2", "3", "4", "5"], (await Redis.StreamRangeAsync("gateway:feed:attendance")).Select(UserId));
    }

    [RedisFact]
    public async Task Commands_OfTheStream_AreStoredOnceAndAcknowledged()
    {
        await StartAsync();
        var sn = await _node.ProvisionAsync();
        await AddAsync($$$"""{"sn":"{{{sn}}}","command":{"id":"mine","type":"person.delete","user_id":"7"}}""");
        await AddAsync($$$"""{"sn":"{{{sn}}}","command":{"id":"mine","type":"person.delete","user_id":"7"}}""");
        var third = await AddAsync($$$"""{"sn":"{{{sn}}}","command":{"type":"clock.set"}}""");

        await SettledAsync(third);

        Assert.Equal("queued", (await _node.GetAsync($"/api/v1/devices/{sn}/commands/mine"))["state"]!.GetValue<string>());
        Assert.Equal("clock.set", (await _node.GetAsync($"/api/v1/devices/{sn}/commands/redis-{third}"))["type"]!.GetValue<string>());
        Assert.Equal(0, await Redis.StreamLengthAsync("gateway:commands:rejected"));
    }

    [RedisFact]
    public async Task Commands_ForTargets_AreABatch()
    {
        await StartAsync();
        var (one, other) = (await _node.ProvisionAsync(), await _node.ProvisionAsync());
        var entry = await AddAsync($$$"""{"targets":{"sns":["{{{one}}}","{{{other}}}","smz-nobody"]},"command":{"type":"clock.set"}}""");

        await SettledAsync(entry);

        foreach (var sn in new[] { one, other }) Assert.Equal("queued", (await _node.GetAsync($"/api/v1/devices/{sn}/commands/redis-{entry}"))["state"]!.GetValue<string>());
        var rejected = Assert.Single(await Redis.StreamRangeAsync("gateway:commands:rejected"));
        Assert.Equal((entry, "accepted for 2 devices, not for smz-nobody device-unknown"), (rejected["entry"].ToString(), rejected["reason"].ToString()));
    }

    [RedisFact]
    public async Task Commands_HandedToAConsumerThatDied_AreClaimed()
    {
        var entry = await AddAsync("""{"sn":"smz-000001","command":{"type":"clock.set"}}""");
        await Redis.StreamCreateConsumerGroupAsync("gateway:commands", "gateway", "0");
        await Redis.StreamReadGroupAsync("gateway:commands", "gateway", "dead", ">");
        Assert.Equal(1, (await Redis.StreamPendingAsync("gateway:commands", "gateway")).PendingMessageCount);

        await StartAsync();
        await SettledAsync(entry);

        // The device is not there: refused, and told.
        Assert.Equal("device-unknown", Assert.Single(await Redis.StreamRangeAsync("gateway:commands:rejected"))["reason"]);
    }

    [RedisFact]
    public async Task Commands_Unreadable_GoToTheRejectedWithAReasonWithoutAnyValue()
    {
        await StartAsync();
        string[] unreadable =
        [
            "no json 510101199001011234",
            "no json",
            """{"sn":"smz-1","command":{"type":"person.push","person":{"user_id":"1","name":" 张三 "}}}""",
            """{"sn":"smz-1","command":{"type":"person.fly","510101199001011234":1}}""",
            """{"sn":"smz-1","targets":{"all":true},"command":{"type":"clock.set"}}""",
            """{"command":{"type":"clock.set"}}""",
        ];
        foreach (var data in unreadable) await AddAsync(data);
        var bare = await Redis.StreamAddAsync("gateway:commands", "other", "1");

        await SettledAsync(bare.ToString());

        var rejected = await Redis.StreamRangeAsync("gateway:commands:rejected");
        Assert.Equal(7, rejected.Length);
        Assert.All(rejected, entry => Assert.DoesNotMatch("510101|张", entry["reason"].ToString() + entry["data"]));
        Assert.Contains("command.person.name", rejected[2]["reason"].ToString(), StringComparison.Ordinal);
        Assert.Equal("data: is missing", rejected[6]["reason"]);
        Assert.Equal((RedisValue.Null, unreadable[1]), (rejected[0]["data"], rejected[1]["data"].ToString()));
    }

    /// <summary>Whoever can write to Redis is not yet one who may give commands.</summary>
    [RedisFact]
    public async Task Commands_WithoutTheHmac_GoToTheRejected()
    {
        const string Key = "a-key-of-those-who-write-commands";
        await StartAsync(("Redis:CommandsKey", Key));
        var sn = await _node.ProvisionAsync();
        var data = $$$"""{"sn":"{{{sn}}}","command":{"type":"clock.set","id":"signed"}}""";
        var forged = await AddAsync($$$"""{"sn":"{{{sn}}}","command":{"type":"clock.set","id":"forged"}}""");
        var hmac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(data)));
        var signed = await Redis.StreamAddAsync("gateway:commands", [new("data", data), new("hmac", hmac)]);

        await SettledAsync(signed.ToString());

        Assert.Equal("queued", (await _node.GetAsync($"/api/v1/devices/{sn}/commands/signed"))["state"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await _node.Http.GetAsync($"/api/v1/devices/{sn}/commands/forged")).StatusCode);
        var rejected = Assert.Single(await Redis.StreamRangeAsync("gateway:commands:rejected"));
        Assert.Equal((forged, "hmac: is missing (Gateway:Redis:CommandsKey is set)"), (rejected["entry"].ToString(), rejected["reason"].ToString()));
    }

    /// <summary>They hold persons' data, and nobody else is to read them.</summary>
    [RedisFact]
    public async Task Commands_Acknowledged_AreDeletedThoseFromBeforeToo()
    {
        var before = await AddAsync("""{"sn":"smz-000001","command":{"type":"clock.set"}}""");
        await Redis.StreamCreateConsumerGroupAsync("gateway:commands", "gateway", "0");
        await Redis.StreamReadGroupAsync("gateway:commands", "gateway", "the version before", ">");
        await Redis.StreamAcknowledgeAsync("gateway:commands", "gateway", before);

        await StartAsync();
        await SettledAsync(await AddAsync($$$"""{"sn":"{{{await _node.ProvisionAsync()}}}","command":{"type":"clock.set"}}"""));

        await Patience.UntilAsync(async () => await Redis.StreamLengthAsync("gateway:commands") == 0, "deleted");
    }

    [RedisFact]
    public async Task Commands_AcknowledgedAndAnotherGroupIsThere_Stay()
    {
        await Redis.StreamCreateConsumerGroupAsync("gateway:commands", "others", "0", createStream: true);
        await StartAsync();

        await SettledAsync(await AddAsync($$$"""{"sn":"{{{await _node.ProvisionAsync()}}}","command":{"type":"clock.set"}}"""));

        Assert.Equal(1, await Redis.StreamLengthAsync("gateway:commands"));
    }

    [RedisFact]
    public async Task Commands_RejectedWithAPhoto_KeepItNot()
    {
        await StartAsync();
        var photo = new string('A', 2000);
        await AddAsync($$$$"""{"sn":"smz-nobody","command":{"type":"person.push","person":{"user_id":"1","name":"张三","face_template":"{{{{photo}}}}"}}}""");
        await AddAsync($$$$"""{"sn":"smz-nobody","command":{"type":"person.push","person":{"user_id":"1","photo":"{{{{photo}}}}"}}}""");
        await SettledAsync(await AddAsync($"cut off: {photo}"));

        var rejected = await Redis.StreamRangeAsync("gateway:commands:rejected");
        Assert.Equal(3, rejected.Length);
        Assert.All(rejected, entry => Assert.DoesNotContain("AAAA", entry["data"].ToString(), StringComparison.Ordinal));
        var kept = JsonNode.Parse(rejected[0]["data"].ToString())!;
        Assert.Equal(("smz-nobody", "1"), ((string?)kept["sn"], (string?)kept["command"]!["person"]!["user_id"]));
        Assert.DoesNotContain("张", rejected[0]["data"].ToString(), StringComparison.Ordinal);
        Assert.True(rejected[2]["data"].IsNull);
    }

    [RedisFact]
    public async Task Commands_AfterRedisWasEmptied_AreTakenAgain()
    {
        await StartAsync();
        var sn = await _node.ProvisionAsync();
        await SettledAsync(await AddAsync($$$"""{"sn":"{{{sn}}}","command":{"type":"clock.set"}}"""));
        await Redis.ExecuteAsync("FLUSHALL");

        var entry = await AddAsync($$$"""{"sn":"{{{sn}}}","command":{"id":"later","type":"clock.set"}}""");

        await SettledAsync(entry);
        Assert.Equal("queued", (await _node.GetAsync($"/api/v1/devices/{sn}/commands/later"))["state"]!.GetValue<string>());
    }

    private static string UserId(StreamEntry entry) => JsonNode.Parse(entry["data"].ToString())!["data"]!["user_id"]!.GetValue<string>();

    private async Task<double?> MetricAsync(string name)
    {
        var line = (await _node.Http.GetStringAsync("/metrics")).Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? null : double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private async Task StartAsync(params (string Key, string Value)[] more) => _node = await TestNode.StartAsync(
        new Dictionary<string, string>(more.Select(static setting => KeyValuePair.Create(setting.Key, setting.Value))) { ["Redis:Configuration"] = _server.Address });

    private async Task<string> AddAsync(string data) => (await Redis.StreamAddAsync("gateway:commands", "data", data)).ToString();

    private async Task<bool> CountAsync(string stream, int count)
    {
        try
        {
            return await Redis.StreamLengthAsync(stream) == count;
        }
        catch (Exception away) when (away is RedisException or RedisTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Everything up to this entry has been handed out, and nothing waits for its acknowledgement.</summary>
    private Task SettledAsync(string entry) => Patience.UntilAsync(
        async () => await Redis.KeyExistsAsync("gateway:commands")
            && (await Redis.StreamGroupInfoAsync("gateway:commands")).Any(group => group.LastDeliveredId == entry && group.PendingMessageCount == 0),
        "settled");
}
