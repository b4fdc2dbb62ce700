using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Presence;
using Gateway.Platform.Rest;
using Gateway.Platform.Rest.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Platform;

public class FeedEndpointsTests : IAsyncLifetime
{
    /// <summary>Nothing but the signal may wake a consumer.</summary>
    private static readonly RestLimits SignalOnly = PlatformHost.Patient with { FeedReadAgain = TimeSpan.FromHours(1) };

    private PlatformHost _host = null!;

    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    public async Task InitializeAsync() => _host = await PlatformHost.StartAsync(SignalOnly with { FeedConsumers = 16 }, provider: Provider);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Page_Items_HaveTheShapeOfTheContract()
    {
        await GrowAsync(_host, "u1");

        var answer = await _host.GetAsync("/api/v1/feed", _host.ViewerKey);

        var item = Assert.Single(answer.Items)!.AsObject();
        Assert.Equal(["seq", "kind", "sn", "at", "data"], item.Select(p => p.Key));
        Assert.Equal((1, "attendance", "d1"), ((int)item["seq"]!, (string?)item["kind"], (string?)item["sn"]));
        Assert.EndsWith("Z", (string?)item["at"], StringComparison.Ordinal);
        var record = (await _host.GetAsync("/api/v1/attendance")).Items[0];
        Assert.True(JsonNode.DeepEquals(record, item["data"]), answer.Text);
        Assert.Equal(1, (int)answer.Json["next"]!);
    }

    [Fact]
    public async Task Page_FollowedByNext_GivesEveryItemOnceWithoutGap()
    {
        for (var i = 0; i < 7; i++) await GrowAsync(_host, $"u{i}");
        var seen = new List<int>();
        var after = 0;
        while (seen.Count < 7)
        {
            var page = await _host.GetAsync($"/api/v1/feed?after={after}&limit=3");
            seen.AddRange(page.Items.Select(i => (int)i!["seq"]!));
            after = (int)page.Json["next"]!;
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], seen);
        var end = await _host.GetAsync("/api/v1/feed?after=7");
        Assert.Empty(end.Items);
        Assert.Equal(7, (int)end.Json["next"]!);
    }

    [Fact]
    public async Task Page_OfOneKind_MovesOnThroughTheOthers()
    {
        await GrowAsync(_host, "u1", "u2");
        await ConflictAsync(_host);
        await GrowAsync(_host, "u3");

        var devices = await _host.GetAsync("/api/v1/feed?kinds=device,command");
        Assert.Equal(3, (int)Assert.Single(devices.Items)!["seq"]!);
        Assert.Equal(4, (int)devices.Json["next"]!);
        var full = await _host.GetAsync("/api/v1/feed?kinds=attendance&limit=2");
        Assert.Equal(2, (int)full.Json["next"]!);
        var registrations = await _host.GetAsync("/api/v1/feed?kinds=registration");
        Assert.Equal((0, 4), (registrations.Items.Count, (int)registrations.Json["next"]!));
    }

    [Fact]
    public async Task Page_OfASite_HasItsTerminalsItems_AndPassesTheOthersBy()
    {
        await _host.PutDeviceAsync("d9", """{"key":"l8iTgWXT","kind":"attendance","site":"A"}""");
        await GrowAsync(_host, "u1", "u2");
        await ConflictAsync(_host);
        await GrowAsync(_host, "u3");

        var here = await _host.GetAsync("/api/v1/feed?site=A&limit=1");
        Assert.Equal(3, (int)Assert.Single(here.Items)!["seq"]!);
        var none = await _host.GetAsync("/api/v1/feed?site=B");
        Assert.Equal((0, 4), (none.Items.Count, (int)none.Json["next"]!));
        var poll = _host.GetAsync("/api/v1/feed?site=A&after=3&wait=60");
        await UntilWaiting(_host, 1);
        await GrowAsync(_host, "u4");
        await ConflictAsync(_host);
        var woken = await poll;
        Assert.Equal(6, (int)Assert.Single(woken.Items)!["seq"]!);
    }

    [Fact]
    public async Task Page_OfASite_WithManyItemsOfOthers_IsFoundInWindows()
    {
        await _host.PutDeviceAsync("d9", """{"key":"l8iTgWXT","kind":"attendance","site":"A"}""");
        await GrowAsync(_host, [.. Enumerable.Range(0, 1100).Select(static i => $"u{i}")]);
        while ((await _host.Database.Feed.SequenceAsync(1000, default)).LastSeq < 1100) continue;
        await ConflictAsync(_host);
        await ConflictAsync(_host);

        var first = await _host.GetAsync("/api/v1/feed?site=A&limit=1");

        Assert.Equal((1101, 1101), ((int)Assert.Single(first.Items)!["seq"]!, (int)first.Json["next"]!));
        Assert.Equal(1102, (int)Assert.Single((await _host.GetAsync("/api/v1/feed?site=A&after=1101")).Items)!["seq"]!);
    }

    /// <summary>Numbers were taken back, or it is another gateway's position: whoever went on from there would miss what is numbered up to it.</summary>
    [Fact]
    public async Task Read_AfterAboveTheHead_409WithWhereToGoOn()
    {
        await GrowAsync(_host, "u1", "u2");

        var answer = await _host.GetAsync("/api/v1/feed?after=3&wait=60");

        Assert.Equal((HttpStatusCode.Conflict, "feed-position-ahead"), (answer.Status, answer.Problem));
        Assert.Equal((1, 2), ((int)answer.Json["oldest"]!, (int)answer.Json["head"]!));
        Assert.Equal(((await _host.GetAsync("/api/v1/feed")).Json["generation"])!.GetValue<string>(), (string?)answer.Json["generation"]);
    }

    [Fact]
    public async Task Read_OlderThanWhatIsKept_410AndZeroBeginsAtTheOldest()
    {
        for (var i = 0; i < 5; i++) await GrowAsync(_host, $"u{i}");
        await _host.Database.ExecuteAsync("DELETE FROM feed WHERE seq < 4");

        foreach (var query in (string[])["after=2", "after=2&kinds=attendance", "after=1&kinds=device&wait=60"])
        {
            var answer = await _host.GetAsync("/api/v1/feed?" + query);
            Assert.Equal((HttpStatusCode.Gone, "feed-position-expired"), (answer.Status, answer.Problem));
            Assert.Equal(4, (int)answer.Json["oldest"]!);
        }

        Assert.Equal(2, (await _host.GetAsync("/api/v1/feed?after=3")).Items.Count);
        Assert.Equal(2, (await _host.GetAsync("/api/v1/feed?after=0")).Items.Count);
        Assert.Equal(2, (await _host.GetAsync("/api/v1/feed")).Items.Count);
    }

    [Fact]
    public async Task Read_GenerationNobodyKnows_409Forked()
    {
        await GrowAsync(_host, "u1", "u2");

        var answer = await _host.GetAsync("/api/v1/feed?after=1&generation=nobody");

        Assert.Equal((HttpStatusCode.Conflict, "feed-position-forked"), (answer.Status, answer.Problem));
        Assert.Equal(1, (int)answer.Json["fork"]!);
    }

    [Theory]
    [InlineData("generation=%20", "generation")]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("kinds=attendance,weather", "kinds")]
    [InlineData("limit=1001", "limit")]
    [InlineData("wait=61", "wait")]
    [InlineData("wait=1.5", "wait")]
    public async Task Read_InvalidQuery_NamesTheParameter(string query, string field)
    {
        var answer = await _host.GetAsync("/api/v1/feed?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("parameter-invalid", answer.Problem);
        Assert.Equal([field], answer.ErrorFields);
    }

    [Fact]
    public async Task LongPoll_SomethingThere_AnswersAtOnce()
    {
        await GrowAsync(_host, "u1");

        Assert.Single((await _host.GetAsync("/api/v1/feed?wait=60")).Items);
    }

    [Fact]
    public async Task LongPoll_FeedGrows_IsWokenByTheSignal()
    {
        var poll = _host.GetAsync("/api/v1/feed?wait=60");
        await UntilWaiting(_host, 1);
        Assert.False(poll.IsCompleted);

        await GrowAsync(_host, "u1");

        var answer = await poll.WaitAsync(Patience.Max);
        Assert.Equal(1, (int)Assert.Single(answer.Items)!["seq"]!);
    }

    [Fact]
    public async Task LongPoll_OtherKindGrows_WaitsOn()
    {
        var poll = _host.GetAsync("/api/v1/feed?wait=60&kinds=device");
        await UntilWaiting(_host, 1);

        await GrowAsync(_host, "u1");
        await ConflictAsync(_host);

        var answer = await poll.WaitAsync(Patience.Max);
        Assert.Equal(2, (int)Assert.Single(answer.Items)!["seq"]!);
        Assert.Equal(2, (int)answer.Json["next"]!);
    }

    [Fact]
    public async Task LongPoll_NothingCame_AnswersEmptyInTime()
    {
        var began = Stopwatch.GetTimestamp();

        var answer = await _host.GetAsync("/api/v1/feed?wait=1");

        Assert.Empty(answer.Items);
        Assert.True(Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task LongPoll_WithoutASignal_ReadsAgainByItself()
    {
        await using var host = await PlatformHost.StartAsync(PlatformHost.Patient with { FeedReadAgain = TimeSpan.FromMilliseconds(50) });
        var poll = host.GetAsync("/api/v1/feed?wait=60");
        await UntilWaiting(host, 1);

        await StoreAsync(host, "u1");
        await host.Database.Feed.SequenceAsync(100, default); // On another node: nobody publishes here.

        Assert.Single((await poll.WaitAsync(Patience.Max)).Items);
    }

    /// <summary>Where the sequencer runs it tells of each number; should a word be lost, the poll is late and nothing more.</summary>
    [Fact]
    public async Task LongPoll_OnTheSequencersNodeWithTheSignalLost_ReadsAgainByItself()
    {
        await using var host = await PlatformHost.StartAsync(SignalOnly);
        host.Signal.IsFed = true;
        var poll = host.GetAsync("/api/v1/feed?wait=60");
        await UntilWaiting(host, 1);

        await StoreAsync(host, "u1");
        await host.Database.Feed.SequenceAsync(100, default);

        Assert.Single((await poll.WaitAsync(Patience.Max)).Items);
    }

    [Fact]
    public async Task LongPoll_GatewayStops_AnswersEmpty()
    {
        for (var i = 0; i < 5; i++) await GrowAsync(_host, $"u{i}");
        var poll = _host.GetAsync("/api/v1/feed?wait=60&after=5");
        await UntilWaiting(_host, 1);

        await _host.StopAsync();

        var answer = await poll.WaitAsync(Patience.Max);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(5, (int)answer.Json["next"]!);
    }

    [Fact]
    public async Task Wait_OverTheLimitOfConsumers_503WithRetryAfter()
    {
        await using var host = await PlatformHost.StartAsync(SignalOnly with { FeedConsumers = 2 });
        using var one = await FeedEvents.OpenAsync(host, "/api/v1/feed");
        var two = host.GetAsync("/api/v1/feed?wait=60");
        await UntilWaiting(host, 2);

        var answer = await host.GetAsync("/api/v1/feed?wait=60");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("feed-consumers-exhausted", answer.Problem);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/v1/feed")).Status); // One that does not wait is always served.

        one.Dispose();
        await GrowAsync(host, "u1");
        await two.WaitAsync(Patience.Max);
        await UntilWaiting(host, 0);
    }

    [Fact]
    public async Task Wait_OneViewersKeyTakesAllItCan_ThePlatformStillFindsAPlace()
    {
        const int Share = 4; // Of sixteen places half are not for viewers, and of the others a key takes half.
        var polls = Enumerable.Range(0, 40).Select(_ => _host.GetAsync("/api/v1/feed?wait=60", _host.ViewerKey)).ToList();
        await Patience.UntilAsync(() => polls.Count(poll => poll.IsCompleted) == polls.Count - Share, "all beyond the share are refused");

        var platform = _host.GetAsync("/api/v1/feed?wait=60");
        await UntilWaiting(_host, Share + 1);

        await GrowAsync(_host, "u1");
        Assert.Single((await platform).Items);
        Assert.Equal(Share, (await Task.WhenAll(polls)).Count(answer => answer.Status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Stream_OldAndNewItems_ComeAsEventsAndResume()
    {
        await GrowAsync(_host, "u1", "u2");
        using (var first = await FeedEvents.OpenAsync(_host, "/api/v1/feed"))
        {
            var one = await first.NextAsync();
            Assert.Equal(("1", "attendance"), (one.Id, one.Kind));
            Assert.Equal(["seq", "kind", "sn", "at", "data"], JsonNode.Parse(one.Data)!.AsObject().Select(p => p.Key));
            Assert.Equal("2", (await first.NextAsync()).Id);
            await GrowAsync(_host, "u3");
            Assert.Equal("3", (await first.NextAsync()).Id);
        }

        using var resumed = await FeedEvents.OpenAsync(_host, "/api/v1/feed?after=0", lastEventId: "2");
        Assert.Equal("3", (await resumed.NextAsync()).Id);
        await ConflictAsync(_host);
        Assert.Equal(("4", "device"), (await resumed.NextAsync()) switch { var e => (e.Id, e.Kind) });
    }

    [Fact]
    public async Task Stream_OfOneKind_HasOnlyThat()
    {
        await GrowAsync(_host, "u1");
        await ConflictAsync(_host);
        using var stream = await FeedEvents.OpenAsync(_host, "/api/v1/feed?kinds=device");

        Assert.Equal("2", (await stream.NextAsync()).Id);
    }

    [Fact]
    public async Task Stream_FeedTakesNumbersBackBehindIt_EndsAndIsRefusedWhenItComesAgain()
    {
        await using var host = await PlatformHost.StartAsync(provider: Provider); // Reads again by itself: the signal may come while the stream reads.
        await GrowAsync(host, "u1", "u2", "u3");
        using var ahead = await FeedEvents.OpenAsync(host, "/api/v1/feed");
        for (var seq = 1; seq <= 3; seq++) Assert.Equal($"{seq}", (await ahead.NextAsync()).Id);
        await UntilWaiting(host, 1);
        await host.Database.ExecuteAsync("DELETE FROM feed WHERE seq > 1");
        await host.Database.ExecuteAsync("UPDATE feed_head SET last_seq = 1");

        host.Signal.Publish(1);

        Assert.Null(await ahead.LineAsync());
        using var request = FeedEvents.Request(host, "/api/v1/feed", ahead.LastId, host.ViewerKey);
        using var refused = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var behind = await FeedEvents.OpenAsync(host, "/api/v1/feed", ahead.LastId.Replace(":3", ":1", StringComparison.Ordinal));
        await GrowAsync(host, "u4");
        Assert.Equal("2", (await behind.NextAsync()).Id);
        Assert.NotEqual(ahead.LastId[..ahead.LastId.IndexOf(':', StringComparison.Ordinal)], behind.LastId[..behind.LastId.IndexOf(':', StringComparison.Ordinal)]);
    }

    /// <summary>Else it would come again with a position that may have been deleted by age meanwhile.</summary>
    [Fact]
    public async Task Stream_OfOneKindThatIsQuiet_IsToldHowFarItHasCome()
    {
        await using var host = await PlatformHost.StartAsync(PlatformHost.Patient with { FeedKeepAlive = TimeSpan.FromMilliseconds(20) });
        using var stream = await FeedEvents.OpenAsync(host, "/api/v1/feed?kinds=registration");

        await GrowAsync(host, "u1", "u2");

        var line = "";
        while (!line!.StartsWith("id: ", StringComparison.Ordinal)) line = await stream.LineAsync();
        Assert.EndsWith(":2", line, StringComparison.Ordinal);
        Assert.Equal("", await stream.LineAsync());
    }

    [Fact]
    public async Task Stream_BadLastEventId_400Problem()
    {
        using var request = FeedEvents.Request(_host, "/api/v1/feed", "abc", _host.ViewerKey);
        using var response = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("feed-position-invalid", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_GatewayStops_EndsAsAWhole()
    {
        using var stream = await FeedEvents.OpenAsync(_host, "/api/v1/feed");

        await _host.StopAsync();

        Assert.Null(await stream.LineAsync()); // The end, not a broken connection.
    }

    [Fact]
    public async Task Stream_Quiet_GetsCommentsUntilItsKeyIsDeleted()
    {
        await using var host = await PlatformHost.StartAsync(PlatformHost.Patient with { FeedKeepAlive = TimeSpan.FromMilliseconds(20) });
        var made = await host.SendAsync("POST", "/api/v1/keys", """{"name":"x","role":"viewer"}""", host.AdminKey);
        using var stream = await FeedEvents.OpenAsync(host, "/api/v1/feed", key: (string?)made.Json["key"]);
        for (var i = 0; i < 6; i++) Assert.Equal(i % 2 == 0 ? ": feed" : "", await stream.LineAsync());
        await host.SendAsync("DELETE", "/api/v1/keys/" + (string?)made.Json["id"], key: host.AdminKey);

        while (await stream.LineAsync() is { } line) Assert.True(line is ": feed" or "");
    }

    private static Task UntilWaiting(PlatformHost host, int consumers) =>
        Patience.UntilAsync(() => host.Services.GetRequiredService<FeedConsumers>().Waiting == consumers, $"{consumers} wait");

    private static async Task StoreAsync(PlatformHost host, params string[] users) =>
        await host.Database.Attendance.StoreAsync([TestDatabase.Upload("d1", [.. users.Select(u => TestDatabase.Record("d1", u, 0))])], default);

    /// <summary>What the AttendanceLog and the sequencer do.</summary>
    private static async Task GrowAsync(PlatformHost host, params string[] users)
    {
        await StoreAsync(host, users);
        host.Signal.Publish((await host.Database.Feed.SequenceAsync(100, default)).LastSeq);
    }

    private static async Task ConflictAsync(PlatformHost host)
    {
        await host.Database.Presence.WriteAsync([], [new DeviceEvent("d9", "sn-conflict", "five takeovers", TestDatabase.Start)], default);
        host.Signal.Publish((await host.Database.Feed.SequenceAsync(100, default)).LastSeq);
    }
}
