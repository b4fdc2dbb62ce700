using Gateway.Actors.Commands;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Storage.Rosters;

public sealed class WorkerStoreTests
{
    private static readonly DateOnly Today = new(2025, 3, 1);

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_ByBeginning_FindsEachPersonOnce_PageByPage(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SitesAsync(test);
        foreach (var user in new[] { "A-1", "a-2", "A-10", "b-1", "Über" }) await site.WantAsync("s", user, "p" + user);
        await site.WantAsync("t", "A-1", "pA-1");

        Assert.Equal(["A-1", "A-10", "a-2"], await PagesAsync(test, "a-", isWhole: false));
        Assert.Equal(["A-1"], await PagesAsync(test, "a-1", isWhole: true));
        Assert.Equal(["Über"], await PagesAsync(test, "ÜB", isWhole: false));
        Assert.Equal(["A-1", "A-10", "a-2", "b-1", "Über"], await PagesAsync(test, null, isWhole: false));
        Assert.Equal(["A-1"], await PagesAsync(test, null, isWhole: false, site: "t"));
        Assert.Empty(await PagesAsync(test, "a_", isWhole: false));
        var both = Assert.Single((await Store(test).ListAsync("A-1", true, null, Today, 10, null, default)).Items);
        Assert.Equal(["s", "t"], both.Entries.Select(static entry => entry.Site));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_WithTerminals_CountsThemByState(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SitesAsync(test);
        await site.WantAsync("s", "u", "p1");
        await site.RoundAsync();
        await site.EndAsync("g1", "u", CommandState.Succeeded, "0000");
        await site.EndAsync("g2", "u", CommandState.Failed, "9013");

        var row = Assert.Single((await Store(test).ListAsync(null, false, null, Today, 10, null, default)).Items);

        Assert.Equal((1, 1), (row.Counts["present"], row.Counts["failed"]));
        Assert.DoesNotContain("u", row.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task SitesOf_APerson_AreThoseOfHisRosters_AndWhereTerminalsHaveHim(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SitesAsync(test);
        await site.WantAsync("t", "u", "p1");
        await site.WantAsync("s", "other", "p2");
        await site.RoundAsync();
        await site.ByHandAsync("g1", "u", "p1");

        Assert.Equal(["s", "t"], await Store(test).SitesOfAsync("u", default));
        Assert.Equal(["s"], await Store(test).SitesOfAsync("other", default));
        Assert.Empty(await Store(test).SitesOfAsync("U", default)); // Another person.
    }

    [Fact]
    public async Task List_WithACursorOfAnotherList_IsRefused()
    {
        await using var test = await TestDatabase.CreateAsync();

        await Assert.ThrowsAsync<CursorInvalidException>(() => Store(test).ListAsync(null, false, null, Today, 10, Cursor.Encode('o', "x"), default));
        await Assert.ThrowsAsync<CursorInvalidException>(() => Store(test).ListAsync(null, false, null, Today, 10, Cursor.Encode('w', "11010519491231002X"), default));
    }

    private static WorkerStore Store(TestDatabase test) => new(test.Database, test.Hidden);

    private static async Task<RosterCase> SitesAsync(TestDatabase test)
    {
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.SiteAsync("t");
        await site.DeviceAsync("g1", "s");
        await site.DeviceAsync("g2", "s");
        return site;
    }

    private static async Task<IReadOnlyList<string>> PagesAsync(TestDatabase test, string? beginning, bool isWhole, string? site = null)
    {
        var users = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store(test).ListAsync(beginning, isWhole, site, Today, 2, cursor, default);
            users.AddRange(page.Items.Select(static row => row.UserId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return users;
    }
}
