using System.Text.Json.Nodes;
using Gateway.Actors.Feed;
using Gateway.Storage.Alarms;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Alarms;

public sealed class AlarmStoreTests
{
    private static readonly RaisedAlarm WrongKey = new("wrong-key", "smz-a03", "bodies do not decrypt", "smz-a03");
    private static readonly RaisedAlarm Disk = new("disk-low", "node-1", "1.0 GiB are free");

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Confirm_TheSameAgain_BeginsOnceAndIsInTheFeedOnce(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new AlarmStore(test.Database);

        var begun = await store.ConfirmAsync([WrongKey, Disk], "n1", Start, default);
        var again = await store.ConfirmAsync([WrongKey with { Detail = "still" }], "n2", Start.AddSeconds(15), default);

        Assert.Equal(["disk-low", "wrong-key"], begun.Select(alarm => alarm.Code));
        Assert.Empty(again);
        var open = (await store.ListAsync(true, 10, null, default)).Items;
        Assert.Equal(
            ("wrong-key", "still", "n1", Start, Start.AddSeconds(15)),
            open.Where(a => a.Subject == "smz-a03").Select(a => (a.Code, a.Detail, a.Node, a.Since, a.Confirmed)).Single());
        Assert.Equal(2, open.Count);
        await test.Feed.SequenceAsync(100, default);
        var item = Assert.Single((await test.Feed.ReadAsync(0, null, 10, default)).Items);
        Assert.Equal((FeedKind.Device, "smz-a03"), (item.Kind, item.Sn));
        Assert.Equal("wrong-key", JsonNode.Parse(item.DataJson)!["event"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task End_OfWhatNobodyConfirms_LeavesTheOtherAndLetsItBeginAnew(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new AlarmStore(test.Database);
        await store.ConfirmAsync([WrongKey, Disk], "n1", Start, default);
        await store.ConfirmAsync([Disk], "n1", Start.AddMinutes(2), default);

        var ended = await store.EndAsync(Start.AddMinutes(1), Start.AddMinutes(3), default);

        Assert.Equal(1, ended);
        Assert.Equal("disk-low", Assert.Single((await store.ListAsync(true, 10, null, default)).Items).Code);
        Assert.Equal(Start.AddMinutes(3), Assert.Single((await store.ListAsync(false, 10, null, default)).Items).Ended);
        Assert.Equal(new Dictionary<string, long> { ["disk-low"] = 1 }, await store.CountOpenAsync(default));
        Assert.Single(await store.ConfirmAsync([WrongKey], "n1", Start.AddMinutes(4), default));
        Assert.Equal(3, (await store.ListAsync(open: null, 10, null, default)).Items.Count);
        Assert.Equal(1, await store.DeleteAsync(Start.AddMinutes(5), default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_Pages_LatestFirst(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new AlarmStore(test.Database);
        for (var i = 0; i < 5; i++) await store.ConfirmAsync([new RaisedAlarm("flapping", $"sn-{i}", "")], "n1", Start.AddSeconds(i), default);

        var first = await store.ListAsync(open: null, 3, null, default);
        var second = await store.ListAsync(open: null, 3, first.NextCursor, default);

        Assert.Equal(["sn-4", "sn-3", "sn-2", "sn-1", "sn-0"], first.Items.Concat(second.Items).Select(alarm => alarm.Subject));
        Assert.Null(second.NextCursor);
        await Assert.ThrowsAsync<CursorInvalidException>(() => store.ListAsync(open: null, 3, "cTp4", default)); // q:x
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Values_OfAFinding_AreThoseOfTheLastAndOfAnOlderVersionNone(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new AlarmStore(test.Database);
        var found = WrongKey with { Values = new Dictionary<string, string> { ["remote"] = "10.0.0.7:1" } };
        await store.ConfirmAsync([found, Disk], "n1", Start, default);

        await store.ConfirmAsync([found with { Values = new Dictionary<string, string> { ["remote"] = "东门 \"2\"" } }], "n1", Start.AddSeconds(15), default);

        var open = (await store.ListAsync(true, 10, null, default)).Items.ToDictionary(static alarm => alarm.Code);
        Assert.Equal([new("remote", "东门 \"2\"")], open["wrong-key"].Values!);
        Assert.Null(open["disk-low"].Values);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Values_TooMany_AreLeftOut(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new AlarmStore(test.Database);

        await store.ConfirmAsync([Disk with { Values = new Dictionary<string, string> { ["gib"] = new('9', 3000) } }], "n1", Start, default);

        Assert.Null(Assert.Single((await store.ListAsync(true, 10, null, default)).Items).Values);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_ByCodeSiteAndSubject_IsThoseOnly(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new AlarmStore(test.Database);
        await store.ConfirmAsync([WrongKey, Disk, new RaisedAlarm("site-silent", "S-01", "quiet", Site: "S-01"), new RaisedAlarm("wrong-key", "other", "x")], "n1", Start, default);

        Assert.Equal(["other", "smz-a03"], await Subjects(new AlarmFilter(Code: "wrong-key")));
        Assert.Equal(["smz-a03"], await Subjects(new AlarmFilter(true, Code: "wrong-key", Subject: "smz-a03")));
        Assert.Equal(["S-01"], await Subjects(new AlarmFilter(Site: "S-01")));
        Assert.Empty(await Subjects(new AlarmFilter(false)));

        async Task<IEnumerable<string>> Subjects(AlarmFilter filter) =>
            (await store.ListAsync(filter, 10, null, default)).Items.Select(static alarm => alarm.Subject).Order(StringComparer.Ordinal);
    }
}
