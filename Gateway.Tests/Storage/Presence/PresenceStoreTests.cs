using Gateway.Actors.Feed;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Presence;

public sealed class PresenceStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_OnlineAndOffline_TellsEachChangeExactlyOnce(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A", "B");

        await test.Presence.WriteAsync([Online("A", 1), Online("B", 1)], [], default);
        await test.Presence.WriteAsync([Online("A", 2), Online("B", 2)], [], default); // heartbeats
        await test.Presence.WriteAsync([Offline("A", 3)], [], default);
        await test.Presence.WriteAsync([Offline("A", 3)], [], default); // written again after an outcome that was not known
        await test.Presence.WriteAsync([Online("A", 4)], [], default);

        Assert.Equal(["A online", "A offline", "A online"], await FeedAsync(test, "A"));
        Assert.Equal(["B online"], await FeedAsync(test, "B"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_ComesAndGoesBetweenTwoWrites_TellsEachChangeOnce(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");
        PresenceUpdate[] updates = [Online("A", 1), Offline("A", 1), Online("A", 2) with { Since = Start.AddSeconds(2) }, Offline("A", 2) with { Since = Start.AddSeconds(2) }];

        await test.Presence.WriteAsync(updates, [], default);
        await test.Presence.WriteAsync(updates, [], default); // written again after an outcome that was not known

        Assert.Equal(["A online", "A offline", "A online", "A offline"], await FeedAsync(test, "A"));
        Assert.False((await test.Devices.GetAsync("A", default))!.Presence!.Online);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_Everything_IsReadBackWithTheDevice(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");
        var update = new PresenceUpdate("A", false, Start.AddSeconds(9), Transport.Http, "[::1]:4000", "node-2:4053", Start.AddSeconds(1), 255, -61, "closed");

        await test.Presence.WriteAsync([update], [], default);

        var row = (await test.Devices.GetAsync("A", default))!;
        Assert.Equal(update, row.Presence);
        Assert.Equal("offline", row.Status);
        await test.Presence.WriteAsync([Online("A", 10) with { DeviceState = null, ClockSkewSeconds = null }], [], default);
        row = (await test.Devices.GetAsync("A", default))!;
        Assert.Equal((null, null, null, "online"), (row.Presence!.DeviceState, row.Presence.ClockSkewSeconds, row.Presence.OfflineReason, row.Status));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_ClockHabit_StaysUntilAnotherIsLearned(StorageProvider provider) // D37
    {
        await using var test = await WithDevicesAsync(provider, "A");
        Assert.Equal(ClockHabit.Unknown, await test.Presence.ClockHabitAsync("A", default));
        await test.Presence.WriteAsync([Online("A", 1) with { Clock = ClockHabit.Right }], [], default);
        await test.Presence.WriteAsync([Offline("A", 2)], [], default); // of an actor that has moved and knows nothing yet
        Assert.Equal(ClockHabit.Right, await test.Presence.ClockHabitAsync("A", default));
        await test.Presence.WriteAsync([Online("A", 3) with { Clock = ClockHabit.Wrong }], [], default);

        Assert.Equal(ClockHabit.Wrong, await test.Presence.ClockHabitAsync("A", default));
        Assert.Equal(ClockHabit.Wrong, (await test.Devices.GetAsync("A", default))!.Presence!.Clock);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_Change_HasTheWordsOfTheFeed(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");

        await test.Presence.WriteAsync([Online("A", 7)], [], default);
        await test.Presence.WriteAsync([Offline("A", 9)], [new DeviceEvent("A", "sn-conflict", "six takeovers in a minute", Start.AddSeconds(9))], default);
        await test.Feed.SequenceAsync(10, default);

        var feed = (await test.Feed.ReadAsync(0, null, 10, default)).Items;
        Assert.All(feed, item => Assert.Equal((FeedKind.Device, "A"), (item.Kind, item.Sn)));
        Assert.Equal(
            [
                """{"event":"online","status":"online","at":"2025-03-01T08:00:00Z","transport":"socket","remote":"[::1]:1","node":"n:1","reason":null}""",
                """{"event":"offline","status":"offline","at":"2025-03-01T08:00:09Z","transport":"socket","remote":"[::1]:1","node":"n:1","reason":"gone"}""",
                """{"event":"sn-conflict","detail":"six takeovers in a minute","at":"2025-03-01T08:00:09Z"}""",
            ],
            feed.Select(item => item.DataJson));
        Assert.Equal([Start, Start.AddSeconds(9), Start.AddSeconds(9)], feed.Select(item => item.At)); // online: since the connection was proved
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_EventAgainAfterACommitWhoseAnswerWasLost_IsInTheFeedOnce(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");
        var (first, second) = (new DeviceEvent("A", "sn-conflict", "six takeovers in a minute", Start), new DeviceEvent("A", "sn-conflict", "six takeovers in a minute", Start));

        await test.Presence.WriteAsync([], [first], default);
        await test.Feed.SequenceAsync(10, default);
        await test.Presence.WriteAsync([], [first, second], default);
        await test.Feed.SequenceAsync(10, default);
        await test.Presence.WriteAsync([], [new DeviceEvent("A", "sn-conflict", "again", Start.AddDays(2))], default);

        Assert.Equal(2, (await test.Feed.ReadAsync(0, null, 10, default)).Items.Count);
        Assert.Equal(1, await test.NumberAsync("SELECT COUNT(*) FROM device_events"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_OlderThanWhatIsStored_ChangesNothing(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A", "B");
        await test.Presence.WriteAsync([Online("A", 10)], [], default);

        await test.Presence.WriteAsync([Offline("A", 9)], [], default);
        await test.Presence.WriteAsync([Offline("B", 12), Online("B", 11), Online("A", 3)], [], default);

        Assert.Equal(["A online"], await FeedAsync(test, "A"));
        Assert.Equal(["B offline"], await FeedAsync(test, "B"));
        Assert.Equal(Start.AddSeconds(10), (await test.Devices.GetAsync("A", default))!.Presence!.LastSeen);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_UnknownDevice_IsLeftOutAndTheOthersAreWritten(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A", "B");
        await test.Devices.DeleteAsync("B", default);

        await test.Presence.WriteAsync([Online("none", 1), Online("A", 1), Online("B", 1)], [], default);

        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM presence"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_SameChangeFromSeveralTasks_IsToldOnce(StorageProvider provider)
    {
        var sns = Enumerable.Range(0, 50).Select(i => $"sn-{i:D2}").ToArray();
        await using var test = await WithDevicesAsync(provider, sns);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(task => Task.Run(
            () => test.Presence.WriteAsync([.. (task % 2 == 0 ? sns : sns.Reverse()).Select(sn => Online(sn, task))], [], default))));

        Assert.Equal(50, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(50, await test.NumberAsync("SELECT count(DISTINCT sn) FROM outbox"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Expire_NotSeenForLong_BecomesOfflineOnceAtMostSoMany(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A", "B", "C", "D", "E");
        await test.Devices.PutAsync([Device("E") with { Enabled = false }], default);
        await test.Presence.WriteAsync([Online("A", 1), Online("B", 2), Online("C", 30), Offline("D", 1), Online("E", 3)], [], default);
        await test.ExecuteAsync("DELETE FROM outbox");

        Assert.Equal(2, await test.Presence.ExpireAsync(Start.AddSeconds(30), 2, default));
        Assert.Equal(1, await test.Presence.ExpireAsync(Start.AddSeconds(30), 2, default));
        Assert.Equal(0, await test.Presence.ExpireAsync(Start.AddSeconds(30), 2, default));

        var data = (await test.ColumnAsync<string>("SELECT data FROM outbox ORDER BY id")).Select(d => JsonDocument.Parse(d).RootElement).ToList();
        Assert.All(data, d => Assert.Equal("node_lost", d.GetProperty("reason").GetString()));
        Assert.Equal(["offline", "offline", "disabled"], data.Select(d => d.GetProperty("status").GetString()));
        Assert.Equal("node_lost", (await test.Devices.GetAsync("A", default))!.Presence!.OfflineReason);
        Assert.True((await test.Devices.GetAsync("C", default))!.Presence!.Online);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Connections_MoreThanAreKept_AreTheLatestFirst(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A", "B");
        await test.Presence.WriteAsync([Online("B", 1)], [], default);
        PresenceUpdate[] updates = [.. Enumerable.Range(1, 70).SelectMany(i => new[]
        {
            Online("A", 2 * i) with { Since = Start.AddSeconds(2 * i) }, Offline("A", (2 * i) + 1) with { Since = Start.AddSeconds(2 * i) }
        })];

        await test.Presence.WriteAsync(updates[..100], [], default);
        foreach (var update in updates[100..]) await test.Presence.WriteAsync([update], [], default);
        await test.Presence.WriteAsync([Online("A", 1_000) with { Since = Start.AddSeconds(1_000) }], [], default);
        await test.Presence.ExpireAsync(Start.AddSeconds(2_000), 10, default);

        var history = await test.Presence.ConnectionsAsync("A", default);
        Assert.Equal(100, history.Count);
        Assert.Equal([(false, "node_lost"), (true, null), (false, "gone"), (true, null)], history.Take(4).Select(change => (change.Online, change.Reason)));
        Assert.Equal(Enumerable.Range(0, 98).Select(i => Start.AddSeconds(141 - i)), history.Skip(2).Select(change => change.At));
        Assert.Equal([(false, "node_lost"), (true, (string?)null)], (await test.Presence.ConnectionsAsync("B", default)).Select(change => (change.Online, change.Reason)));
        await test.Devices.DeleteAsync("A", default);
        Assert.Empty(await test.Presence.ConnectionsAsync("A", default));
    }

    private static async Task<TestDatabase> WithDevicesAsync(StorageProvider provider, params string[] sns)
    {
        var test = await CreateAsync(provider);
        await test.Devices.PutAsync([.. sns.Select(sn => Device(sn))], default);
        return test;
    }

    private static async Task<IEnumerable<string>> FeedAsync(TestDatabase test, string sn)
    {
        var data = await test.ColumnAsync<string>($"SELECT data FROM outbox WHERE sn = '{sn}' AND kind = 'device' ORDER BY id");
        return data.Select(d => $"{sn} {JsonDocument.Parse(d).RootElement.GetProperty("event").GetString()}");
    }

    private static PresenceUpdate Online(string sn, int second) =>
        new(sn, true, Start.AddSeconds(second), Transport.Socket, "[::1]:1", "n:1", Start, 1, 0, null);

    private static PresenceUpdate Offline(string sn, int second) => Online(sn, second) with { Online = false, OfflineReason = "gone" };
}
