using Gateway.Actors.Commands;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Storage.Rosters;

/// <summary>A site's roster, person by gate, and orders that go out again by hand.</summary>
public sealed class RosterMatrixTests
{
    private static readonly DateOnly Today = new(2025, 3, 1);

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Read_OfASiteInEveryState_HasACellForEachPersonAndGate(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SiteAsync(test);
        await site.ByHandAsync("g1", "guest", "x1");
        await site.WantAsync("s", "here", "h1");
        await site.RoundAsync();
        await site.SucceedAsync();
        await site.WantAsync("s", "no", "n1");
        await site.WantAsync("s", "tagged", "t1", tag: "gate");
        await site.WantAsync("s", "later", "l1", from: "2025-04-01");
        await site.RoundAsync();
        await site.EndAsync("g1", "no", CommandState.Failed, "9013");
        await site.WantAsync("s", "new", "w1");

        var matrix = await ReadAsync(test);

        Assert.Equal(["g1", "g2", "g3"], matrix.Gates.Select(static gate => gate.Sn));
        Assert.Equal(
            "guest: Foreign None None | here: Present Present None | later: None None None | new: Pending Pending None | no: Failed Pending None | tagged: None Pending None",
            Text(matrix));
        Assert.Equal(["3 1", "4 1", "0 0"], matrix.Gates.Select(static gate => $"{gate.Wanted} {gate.Present}"));
        Assert.Equal("disabled", matrix.Gates[2].Status);
        Assert.Equal((5, 1), (matrix.Persons, matrix.Complete));
        var no = matrix.Rows.Single(static row => row.UserId == "no");
        Assert.Equal(("9013", true, true, true), (no.Codes![0], no.IsRefused, no.IsWaiting, no.IsMissing));
        Assert.Equal(site.Now.AddHours(1), no.NextTryAt);
        Assert.Equal(["new", "no", "tagged"], matrix.Rows.Where(static row => row.IsMissing).Select(static row => row.UserId));
        Assert.Equal(["guest"], matrix.Rows.Where(static row => row.IsExtra).Select(static row => row.UserId));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Read_OfAPersonWhoLeft_ShowsWhereHeStillIs_AlsoOnAGateThatWasMoved(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SiteAsync(test);
        await site.SiteAsync("other");
        await site.WantAsync("s", "gone", "g1");
        await site.RoundAsync();
        await site.SucceedAsync();
        await site.DeviceAsync("g2", "other");
        await site.UnwantAsync("s", "gone");
        await site.RoundAsync();

        var matrix = await ReadAsync(test);

        Assert.Equal("gone: Removing None Removing", Text(matrix));
        Assert.Equal([("g1", true), ("g3", true), ("g2", false)], matrix.Gates.Select(static gate => (gate.Sn, gate.IsHere)));
        Assert.Equal(0, matrix.Persons);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Words_OfRefusals_AreTheTerminalsOwn_OnceForEachCode(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SiteAsync(test);
        await site.WantAsync("s", "no", "n1");
        await site.RoundAsync();
        await site.EndAsync("g1", "no", CommandState.Failed, "9013");
        await site.EndAsync("g2", "no", CommandState.Failed, "9013");

        var words = await new RosterMatrixReader(test.Database, test.Hidden).WordsAsync("s", ["no", "nobody"], default);

        Assert.Equal((("no", "9013"), "no"), Assert.Single(words.Select(static said => (said.Key, said.Value))));
    }

    /// <summary>A refusal waits an hour for its next try; a hand need not.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task PushAgain_OfWhoWasRefused_OrdersHimAtOnce_AndNobodyElse(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SiteAsync(test);
        await site.WantAsync("s", "here", "h1");
        await site.WantAsync("s", "no", "n1");
        await site.WantAsync("s", "too", "t1");
        await site.RoundAsync();
        foreach (var gate in new[] { "g1", "g2" })
        {
            await site.EndAsync(gate, "here", CommandState.Succeeded, "0000");
            await site.EndAsync(gate, "no", CommandState.Failed, "9013");
            await site.EndAsync(gate, "too", CommandState.Failed, "9013");
        }

        Assert.Equal("", await site.RoundAsync());
        var due = await AgainAsync(test, "here", "no");

        Assert.Equal(2, due);
        Assert.Equal("push no n1 s/2, push no n1 s/2", await site.RoundAsync());
        await site.EndAsync("g1", "no", CommandState.Failed, "9013");
        Assert.Equal([1L, 0L], await test.ColumnAsync<long>("SELECT failures FROM roster_devices WHERE user_id = 'no' ORDER BY sn")); // Counted anew.
        Assert.Equal([1L, 1L], await test.ColumnAsync<long>("SELECT failures FROM roster_devices WHERE user_id = 'too' ORDER BY sn"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task PushAgain_OfWhoIsOnHisWay_OrWasChangedByHand_AddsNoSecondOrder(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SiteAsync(test, drift: "show");
        await site.WantAsync("s", "open", "o1");
        await site.WantAsync("s", "hand", "h1");
        await site.RoundAsync();
        await site.EndAsync("g1", "hand", CommandState.Succeeded, "0000");
        await site.EndAsync("g2", "hand", CommandState.Succeeded, "0000");
        await site.ByHandAsync("g1", "hand", null);
        Assert.Equal("", await site.RoundAsync()); // Only shown.

        Assert.Equal(1, await AgainAsync(test, "open", "hand"));

        Assert.Equal("push hand h1 s/2", await site.RoundAsync());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task PushAgain_OfAnotherSitesPersons_TouchesNothing(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SiteAsync(test);
        await site.WantAsync("s", "no", "n1");
        await site.RoundAsync();
        await site.EndAsync("g1", "no", CommandState.Failed, "9013");
        await site.EndAsync("g2", "no", CommandState.Failed, "9013");

        Assert.Equal(0, await new RosterFacts(test.Database, test.Clock).PushAgainAsync("elsewhere", ["no"], default));

        Assert.Equal(("", 2L), (await site.RoundAsync(), await test.NumberAsync("SELECT count(*) FROM roster_devices WHERE state = 'failed'")));
    }

    /// <summary>Gates g1, g2 with the tag gate, and g3, which is disabled.</summary>
    private static async Task<RosterCase> SiteAsync(TestDatabase test, string drift = "repair")
    {
        var site = new RosterCase(test);
        await site.SiteAsync("s", drift: drift);
        await site.DeviceAsync("g1", "s");
        await site.DeviceAsync("g2", "s", "gate");
        await site.DeviceAsync("g3", "s");
        await test.ExecuteAsync($"UPDATE devices SET enabled = {(test.Options.Provider == StorageProvider.Sqlite ? "0" : "false")} WHERE sn = 'g3'");
        return site;
    }

    private static Task<RosterMatrix> ReadAsync(TestDatabase test) => new RosterMatrixReader(test.Database, test.Hidden).ReadAsync("s", Today, default);

    private static Task<int> AgainAsync(TestDatabase test, params string[] users) => new RosterFacts(test.Database, test.Clock).PushAgainAsync("s", users, default);

    private static string Text(RosterMatrix matrix) => string.Join(" | ", matrix.Rows.Select(static row => $"{row.UserId}: {string.Join(' ', row.Cells)}"));
}
