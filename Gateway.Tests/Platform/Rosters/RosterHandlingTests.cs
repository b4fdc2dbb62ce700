using Gateway.Actors.Commands;
using Gateway.Actors.Time;
using Gateway.Platform.Rosters;
using Gateway.Storage.Audit;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Storage.Rosters;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Platform.Rosters;

/// <summary>What people do to many persons at once, and that the audit knows of each.</summary>
public sealed class RosterHandlingTests
{
    private static readonly AuditCaller Caller = new("k-1", "platform", "192.0.2.1");

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task PushAgain_OfMoreThanARowOfTheAuditNames_IsFoundByEachOfThem(StorageProvider provider)
    {
        const int Persons = 250;
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.DeviceAsync("g1", "s");
        string[] users = [.. Enumerable.Range(0, Persons).Select(static i => $"u{i:000}")];
        await test.ExecuteAsync($"""
            INSERT INTO roster_devices (sn, user_id, site, state, since, failures) VALUES {string.Join(", ", users.Select(static user => $"('g1', '{user}', 's', 'failed', 1, 4)"))}
            """);

        var due = await Handling(test).PushAgainAsync("s", users, Caller, default);

        Assert.Equal(Persons, due);
        Assert.Equal(Persons, await test.NumberAsync("SELECT count(*) FROM roster_devices WHERE state = 'pending' AND failures = 0"));
        Assert.Equal(3, await test.NumberAsync($"SELECT count(*) FROM audit WHERE action = '{AuditActions.RosterPushAgain}'"));
        foreach (var user in new[] { users[0], users[^1] })
        {
            var row = Assert.Single((await test.Audit.LatestAsync([user], 10, null, default)).Items);
            Assert.Equal(("k-1", "sites/s/roster", """{"persons":250}"""), (row.KeyId, row.Subject, row.After));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task PushAgain_OfAnIdNumber_LeavesItsMaskInTheAudit(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await new RosterCase(test).SiteAsync("s");

        await Handling(test).PushAgainAsync("s", ["11010519491231002X"], Caller, default);

        Assert.Equal("s\n110*************2X", Assert.Single(await test.ColumnAsync<string>("SELECT subjects FROM audit")));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task PushAgain_ThatTheAuditDoesNotTake_ChangesNothing(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.DeviceAsync("g1", "s");
        await site.WantAsync("s", "u", "p1");
        await site.RoundAsync();
        await site.EndAsync("g1", "u", CommandState.Failed, "9013");
        await test.RefuseInsertsAsync("audit");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Handling(test).PushAgainAsync("s", ["u"], Caller, default));

        Assert.Equal("g1:u failed -", await site.RowsAsync());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Remove_OfSome_TakesThemOutAndTellsHowManyWereIn(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        foreach (var user in new[] { "a", "b", "c" }) await site.WantAsync("s", user, "p" + user);

        Assert.Equal(2, await Handling(test).RemoveAsync("s", ["a", "b", "nobody"], Caller, default));

        Assert.Equal(["c"], await test.ColumnAsync<string>("SELECT user_id FROM roster"));
        Assert.Equal(["roster.delete", "roster.delete"], await test.ColumnAsync<string>("SELECT action FROM audit"));
    }

    [Fact]
    public async Task Matrix_IsReadOnceForAllWhoLook_AndAnewAfterSomethingWasDone()
    {
        await using var test = await TestDatabase.CreateAsync();
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.WantAsync("s", "a", "p");
        var matrices = Matrices(test);

        var first = await matrices.GetAsync("s", default);
        var second = await matrices.GetAsync("s", default);
        await Handling(test, matrices).RemoveAsync("s", ["a"], Caller, default);
        var third = await matrices.GetAsync("s", default);

        Assert.Same(first, second);
        Assert.Equal((1, 0), (first.Persons, third.Persons));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Matrix_OfASiteThatStandsStill_IsNotReadAgain_OneThatChangedIs(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.DeviceAsync("g1", "s");
        await site.WantAsync("s", "a", "p");
        await site.RoundAsync();
        var time = new FakeTimeProvider(TestDatabase.Start);
        var matrices = new RosterMatrices(new RosterMatrixReader(test.Database, test.Hidden), GatewayZone.Standard, time);
        async Task<RosterMatrix> LaterAsync(TimeSpan later)
        {
            time.Advance(later);
            return await matrices.GetAsync("s", default);
        }

        var first = await LaterAsync(TimeSpan.Zero);
        Assert.Same(first, await LaterAsync(RosterMatrices.Fresh));
        await site.EndAsync("g1", "a", CommandState.Succeeded, "0000");
        var reported = await LaterAsync(RosterMatrices.Fresh);
        Assert.Equal((RosterCell.Pending, RosterCell.Present), (first.Rows[0].Cells[0], reported.Rows[0].Cells[0]));
        await site.WantAsync("s", "b", "p");
        Assert.Equal(2, (await LaterAsync(RosterMatrices.Fresh)).Persons);
        Assert.NotSame(reported, await LaterAsync(TimeSpan.FromHours(1))); // What its stamp cannot tell.
    }

    private static RosterMatrices Matrices(TestDatabase test) => new(new RosterMatrixReader(test.Database, test.Hidden), GatewayZone.Standard, test.Clock);

    private static RosterHandling Handling(TestDatabase test, RosterMatrices? matrices = null) =>
        new(new RosterFacts(test.Database, test.Clock), test.Rosters, test.Audit, test.RosterSignal, matrices ?? Matrices(test));
}
