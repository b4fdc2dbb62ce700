using Gateway.Actors.Commands;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Rosters;

/// <summary>A terminal's list in numbers, and who is missing on it.</summary>
public sealed class DeviceRosterStoreTests
{
    private static readonly DateOnly Today = new(2025, 3, 1);

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Count_OfATerminal_IsWhatItsListShowsByState(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await PrepareAsync(test);
        var store = new DeviceRosterStore(test.Database);

        var counts = await store.CountAsync("A", Today, default);

        var shown = counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => $"{count.Key} {count.Value}");
        Assert.Equal("failed 1, foreign 1, pending 1, present 1, sent 1", string.Join(", ", shown));
        foreach (var (state, count) in counts) Assert.Equal(count, (await test.RosterLists.ListDeviceAsync("A", state, Today, 100, null, default)).Items.Count);
        Assert.Empty(await store.CountAsync("B", Today, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_OfWhoIsMissing_HasThoseWhoWaitWereSentOrRefused_PageByPage(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await PrepareAsync(test);

        var first = await test.RosterLists.ListDeviceAsync("A", RosterLists.Missing, Today, 2, null, default);
        var second = await test.RosterLists.ListDeviceAsync("A", RosterLists.Missing, Today, 2, first.NextCursor, default);

        Assert.Equal(["late pending", "refused failed", "sent sent"], first.Items.Concat(second.Items).Select(static place => $"{place.UserId} {place.State}"));
        Assert.Null(second.NextCursor);
    }

    /// <summary>On A somebody is there, somebody was refused, somebody is on the way, somebody came by hand, and somebody has only just been added.</summary>
    private static async Task PrepareAsync(TestDatabase test)
    {
        var site = new RosterCase(test);
        await site.SiteAsync("S");
        await site.DeviceAsync("A", "S");
        await site.DeviceAsync("B", "T");
        await site.WantAsync("S", "there", "p1");
        await site.WantAsync("S", "refused", "p2");
        await site.RoundAsync();
        await site.EndAsync("A", "there", CommandState.Succeeded, "0000");
        await site.EndAsync("A", "refused", CommandState.Failed, "9013");
        await site.WantAsync("S", "sent", "p3");
        site.Seconds += 2;
        await site.RoundAsync();
        await test.ExecuteAsync("UPDATE roster_devices SET state = 'sent' WHERE user_id = 'sent'"); // It has been handed out, and no result has come.
        await site.ByHandAsync("A", "hand", "p4");
        await site.WantAsync("S", "late", "p5");
    }
}
