using Gateway.Actors.Commands;
using Gateway.Actors.Rosters;
using Gateway.Storage.Devices;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Storage.Rosters;

public sealed class ReconcileStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    /// <summary>From the first write of a roster to the last person who leaves it, with everything in between that a person can meet.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Rounds_ARosterThatChanges_OrderTheDifferenceAndNothingElse(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s", managed: false);
        await site.DeviceAsync("sn1", "s", "gate");

        // Before anybody wrote a roster nothing is known and nothing is done.
        await site.ByHandAsync("sn1", "hand", "h1");
        await site.ByHandAsync("sn1", "both", "b1");
        await site.ByHandAsync("sn1", "gone", "g1");
        await site.ByHandAsync("sn1", "gone", null);
        Assert.Equal(("", ""), (await site.RoundAsync(), await site.RowsAsync()));

        // The first write: who is there becomes known, and who is there as wanted is not pushed again.
        await test.ExecuteAsync("UPDATE sites SET managed_since = 1");
        await site.WriteAsync(db => RosterWork.MarkSiteAsync(db, "s", isFirst: true, default));
        await site.WantAsync("s", "both", "b1");
        await site.WantAsync("s", "new", "n1");
        await site.WantAsync("s", "tag", "t1", tag: "other");
        Assert.Equal("push new n1 s/2", await site.RoundAsync());
        Assert.Equal("sn1:both present b1, sn1:hand foreign h1, sn1:new pending -", await site.RowsAsync());
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM roster_devices WHERE since = 0"));
        Assert.Equal("", await site.RoundAsync());

        // An older round that was cut off gives its order again; the same one.
        await site.WriteAsync(db => RosterWork.MarkDeviceAsync(db, "sn1", default));
        Assert.Equal("", await site.RoundAsync());
        await site.EndAsync("sn1", "new", CommandState.Succeeded);
        Assert.Equal(("", "sn1:both present b1, sn1:hand foreign h1, sn1:new present n1"), (await site.RoundAsync(), await site.RowsAsync()));

        // Other content goes out, the same content does not; a newer one takes the place of one that waits.
        await site.WantAsync("s", "new", "n2");
        await site.WantAsync("s", "both", "b1");
        Assert.Equal("push new n2 s/4", await site.RoundAsync());
        await site.WantAsync("s", "new", "n3");
        Assert.Equal("push new n3 s/6", await site.RoundAsync());
        Assert.Equal(6, await test.NumberAsync("SELECT desired_version FROM roster_devices WHERE user_id = 'new'"));
        Assert.Equal(5, await test.NumberAsync("SELECT reported_version FROM roster_devices WHERE user_id = 'both'"));
        await site.SucceedAsync();
        Assert.Equal("", await site.RoundAsync());
        Assert.Equal("sn1:both present b1, sn1:hand foreign h1, sn1:new present n3", await site.RowsAsync());

        // One who leaves is deleted, whoever pushed him; one who was never handed out is called back and that is all.
        await site.WantAsync("s", "late", "l1");
        Assert.Equal("push late l1 s/7", await site.RoundAsync());
        await site.UnwantAsync("s", "both");
        await site.UnwantAsync("s", "late");
        Assert.Matches("^delete both s/9, cancel [0-9a-f]{32}$", await site.RoundAsync());
        Assert.Equal("", await site.RoundAsync());
        Assert.Equal("sn1:both removing b1, sn1:hand foreign h1, sn1:new present n3", await site.RowsAsync());

        // He comes back while his removal waits: it is called back, and he is in place.
        await site.WantAsync("s", "both", "b1");
        Assert.Matches("^cancel ", await site.RoundAsync());
        Assert.Equal("", await site.RoundAsync());
        Assert.Equal("sn1:both present b1, sn1:hand foreign h1, sn1:new present n3", await site.RowsAsync());
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM roster_work"));

        // He leaves for good; and so does one whose push was sent, was not reported, and was called back.
        await site.WantAsync("s", "sent", "x1");
        await site.RoundAsync();
        await site.EndAsync("sn1", "sent", CommandState.Cancelled);
        await site.UnwantAsync("s", "both");
        await site.UnwantAsync("s", "sent");
        Assert.Equal("delete both s/13, delete sent s/13", await site.RoundAsync());
        await site.SucceedAsync();
        Assert.Equal("", await site.RoundAsync());
        Assert.Equal("sn1:hand foreign h1, sn1:new present n3", await site.RowsAsync());

        // He was in the roster when somebody pushed him, before a round had ordered anything: he belongs to it, and goes with it.
        await site.WantAsync("s", "own", "o1");
        await site.ByHandAsync("sn1", "own", "o1");
        await site.UnwantAsync("s", "own");
        Assert.StartsWith("delete own ", await site.RoundAsync(), StringComparison.Ordinal);
    }

    /// <summary>A person goes when his last day is over and comes when his first begins, though nobody writes anything; after a pause that was longer than a day, too.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Rounds_Dates_BeginAndEndByThemselves(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.DeviceAsync("sn1", "s");
        Assert.False(await test.Reconcile.TurnDayAsync("UTC", "2025-03-01", default));
        await site.WantAsync("s", "u1", "a", until: "2025-03-01");
        await site.WantAsync("s", "u2", "b", from: "2025-03-03");
        await site.WantAsync("s", "u3", "c", from: "2025-03-01", until: "2025-03-31");
        Assert.Equal("push u1 a s/1, push u3 c s/3", await site.RoundAsync());
        await site.SucceedAsync();
        await site.RoundAsync();

        Assert.False(await test.Reconcile.TurnDayAsync("UTC", "2025-03-01", default));
        Assert.True(await test.Reconcile.TurnDayAsync("UTC", "2025-03-04", default));
        Assert.False(await test.Reconcile.TurnDayAsync("UTC", "2025-03-04", default));
        site.Today = "2025-03-04";

        Assert.Equal("delete u1 s/3, push u2 b s/2", Sorted(await site.RoundAsync()));
        await site.SucceedAsync();
        Assert.Equal(("", "sn1:u2 present b, sn1:u3 present c"), (await site.RoundAsync(), await site.RowsAsync()));
        Assert.False(await test.Reconcile.TurnDayAsync("UTC", "2025-03-05", default));
    }

    /// <summary>Refusals, what is never reported, and what people do by hand.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Rounds_RefusalsAndHands_WaitAndRepair(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.DeviceAsync("sn1", "s");
        await site.WantAsync("s", "bad", "a");
        await site.RoundAsync();
        foreach (var hours in (double[])[1, 6, 24])
        {
            await site.EndAsync("sn1", "bad", CommandState.Failed, "9999");
            site.Seconds += (hours * 3600) - 1;
            Assert.Equal("", await site.RoundAsync());
            Assert.Equal("sn1:bad failed -", await site.RowsAsync());
            site.Seconds += 1;
            Assert.Equal("push bad a s/1", await site.RoundAsync());
        }

        // Enough: he waits for a new version, whose count begins anew.
        await site.EndAsync("sn1", "bad", CommandState.Failed, "9999");
        site.Seconds += 1e6;
        Assert.Equal(("", "sn1:bad failed -"), (await site.RoundAsync(), await site.RowsAsync()));
        Assert.Equal(["9999"], await test.ColumnAsync<string>("SELECT result_code FROM roster_devices WHERE result_desc_protected IS NOT NULL AND next_try_at IS NULL"));
        await site.WantAsync("s", "bad", "b");
        Assert.Equal("push bad b s/2", await site.RoundAsync());
        await site.EndAsync("sn1", "bad", CommandState.Expired, attempts: 0);
        Assert.Equal("push bad b s/2", await site.RoundAsync());
        await site.SucceedAsync();

        // Deleted by hand, or pushed otherwise: put right, and only shown where the site says so.
        await site.ByHandAsync("sn1", "bad", null);
        Assert.Equal("push bad b s/2", await site.RoundAsync());
        await site.SucceedAsync();
        await site.ByHandAsync("sn1", "bad", "z");
        Assert.Equal("sn1:bad pending z", await site.RowsAsync());
        Assert.Equal("push bad b s/2", await site.RoundAsync());
        await site.SucceedAsync();
        await site.RoundAsync();
        await test.ExecuteAsync("UPDATE sites SET drift = 'show'");
        await site.ByHandAsync("sn1", "bad", "z");
        Assert.Equal(("", "sn1:bad pending z"), (await site.RoundAsync(), await site.RowsAsync()));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM roster_devices WHERE drift"));
        await site.ByHandAsync("sn1", "bad", "b");
        Assert.Equal(("", "sn1:bad present b"), (await site.RoundAsync(), await site.RowsAsync()));

        // A removal that is never reported goes on daily, and he may be there or not: wanted again, he is pushed.
        await site.UnwantAsync("s", "bad");
        Assert.Equal("delete bad s/3", await site.RoundAsync());
        for (var day = 0; day < 2; day++)
        {
            await site.EndAsync("sn1", "bad", CommandState.Failed, "unreported");
            site.Seconds += 86_399;
            Assert.Equal(("", "sn1:bad removing -"), (await site.RoundAsync(), await site.RowsAsync()));
            site.Seconds += 1;
            Assert.Equal("delete bad s/3", await site.RoundAsync());
        }

        await site.EndAsync("sn1", "bad", CommandState.Failed, "unreported");
        await site.WantAsync("s", "bad", "b");
        Assert.Equal("push bad b s/4", await site.RoundAsync());
    }

    /// <summary>At most forty orders are open, removals first; more are made when half of them have ended.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Rounds_MoreThanATerminalTakes_WaitAsDifference(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.DeviceAsync("sn1", "s");
        for (var i = 0; i < 60; i++) await site.WantAsync("s", $"u{i:00}", "a");
        Task<long> OpenAsync(string kind) => test.NumberAsync($"SELECT count(*) FROM roster_devices WHERE command_kind = '{kind}'");
        await site.RoundAsync();
        Assert.Equal(40, await OpenAsync("push"));
        for (var i = 0; i < 19; i++) await site.EndAsync("sn1", $"u{i:00}", CommandState.Succeeded);
        Assert.Equal("", await site.RoundAsync());
        await site.UnwantAsync("s", "u00");
        await site.EndAsync("sn1", "u19", CommandState.Succeeded);

        Assert.StartsWith("delete u00 s/61, push u40 a", await site.RoundAsync(), StringComparison.Ordinal);

        Assert.Equal((1, 39), (await OpenAsync("delete"), await OpenAsync("push")));
        for (var rounds = 0; rounds < 4; rounds++)
        {
            await site.SucceedAsync();
            await site.RoundAsync();
        }

        Assert.Equal(59, await test.NumberAsync("SELECT count(*) FROM roster_devices WHERE state = 'present' AND command_id IS NULL"));
    }

    /// <summary>Moved, switched off, put elsewhere, forgotten.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Rounds_ATerminalThatMoves_HasWhatItsSiteSays(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        foreach (var code in (string[])["s", "t", "free"]) await site.SiteAsync(code, managed: code != "free");
        foreach (var user in (string[])["same", "other", "old"]) await site.WantAsync("s", user, "a");
        await site.WantAsync("t", "same", "a");
        await site.WantAsync("t", "other", "b");
        await site.DeviceAsync("sn1", "s");
        await site.RoundAsync();
        await site.SucceedAsync();
        await site.ByHandAsync("sn1", "hand", "h");
        await site.RoundAsync();

        // Away for a moment: what it has and what waits stay as they are.
        await site.UnwantAsync("s", "old");
        await site.DeviceAsync(Change("sn1", null, enabled: false));
        Assert.Equal("", await site.RoundAsync());
        await site.WantAsync("s", "old", "a");
        await site.DeviceAsync(Change("sn1", null, enabled: true));
        Assert.Equal(("", "sn1:hand foreign h, sn1:old present a, sn1:other present a, sn1:same present a"), (await site.RoundAsync(), await site.RowsAsync()));

        // To another site: one leaves, one changes, one stays; nobody else is touched.
        await test.Database.ReadAsync(
            async (db, token) =>
            {
                Assert.Equal(new RosterMoves(1, 3), await RosterHands.CountRemovalsAsync(db, "sn1", "t", [], "2025-03-01", token));
                Assert.Equal(new RosterMoves(0, 3), await RosterHands.CountRemovalsAsync(db, "sn1", "free", [], "2025-03-01", token));
                return 0;
            },
            default);
        await site.DeviceAsync(Change("sn1", "t"));
        Assert.Equal("delete old s/7, push other b t/5", Sorted(await site.RoundAsync()));
        await site.SucceedAsync();
        Assert.Equal(("", "sn1:hand foreign h, sn1:other present b, sn1:same present a"), (await site.RoundAsync(), await site.RowsAsync()));

        // The terminal may have forgotten everybody. What it was handed before says nothing of it; an open removal stays.
        await site.UnwantAsync("t", "same");
        await site.WantAsync("t", "more", "m");
        Assert.Equal("delete same t/9, push more m t/9", Sorted(await site.RoundAsync()));
        site.Seconds += 10;
        await site.WriteAsync(db => RosterHands.ForgetAsync(db, "sn1", site.Now.AddSeconds(5), default));
        Assert.StartsWith("push more m t/9", Sorted(await site.RoundAsync()).Replace("delete same t/9, ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("sn1:more pending -, sn1:other pending -, sn1:same removing -", await site.RowsAsync());
        await site.SucceedAsync();
        Assert.Equal("sn1:more pending -, sn1:other pending -, sn1:same removing -", await site.RowsAsync());
        site.Seconds += 10;
        Assert.Equal("delete same t/9, push more m t/9, push other b t/5", Sorted(await site.RoundAsync()));
        await site.SucceedAsync();
        Assert.Equal(("", "sn1:more present m, sn1:other present b"), (await site.RoundAsync(), await site.RowsAsync()));

        // To where nobody writes rosters: nobody is removed, and nobody is anybody's any more.
        await site.DeviceAsync(Change("sn1", "free"));
        Assert.Equal(("", "sn1:more foreign m, sn1:other foreign b"), (await site.RoundAsync(), await site.RowsAsync()));
        await site.WriteAsync(db => RosterWork.ForgetDeviceAsync(db, "sn1", default));
        Assert.Equal("", await site.RowsAsync());
    }

    /// <summary>The terminal was reset while his push was on its way to it, and took it afterwards: he is there, whatever the times say.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Resync_WhileAPushWasOnItsWay_WhoLeavesIsDeleted(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.DeviceAsync("sn1", "s");
        await site.WantAsync("s", "u1", "a");
        await site.RoundAsync();
        await site.WriteAsync(db => RosterHands.ForgetAsync(db, "sn1", site.Now.AddSeconds(5), default));

        await site.SucceedAsync();
        await site.UnwantAsync("s", "u1");
        site.Seconds += 10;

        Assert.StartsWith("delete u1 ", await site.RoundAsync(), StringComparison.Ordinal);
    }

    /// <summary>Whatever is cut off is done again, once; of two at the same time one writes.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Rounds_CutOffOrTwice_OrderOnce(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = new RosterCase(test);
        await site.SiteAsync("s");
        await site.DeviceAsync("sn1", "s");
        await site.WantAsync("s", "u1", "a");
        var task = Assert.Single(await site.ClaimAsync());
        Assert.Empty(await site.ClaimAsync());

        var both = await Task.WhenAll(
            Task.Run(() => test.Reconcile.OrderAsync(task, _ => site.Today, site.Now, default)),
            Task.Run(() => test.Reconcile.OrderAsync(task, _ => site.Today, site.Now, default)));

        // One has ordered; the other found another mark, or the order that was there by then, or half of either.
        var ordered = Assert.Single(both.OfType<RosterRound>().SelectMany(static round => round.Deliveries).Distinct());
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM roster_devices"));

        // The node dies here. A minute later another one finds the order and gives it to the actor; the first had got through after all.
        await site.TakeAsync("sn1", [ordered]);
        Assert.Empty(await site.ClaimAsync());
        site.Seconds += 61;
        var again = Assert.Single(await site.ClaimAsync());
        var second = (await test.Reconcile.OrderAsync(again, _ => site.Today, site.Now, default))!;
        Assert.Equal(ordered, Assert.Single(second.Deliveries));

        // While it does so the roster changes: the round is over, its successor's is not.
        await site.WantAsync("s", "u2", "b");
        await test.Reconcile.FinishAsync("sn1", second.Change, [ordered.Id], null, default);
        Assert.Equal("push u2 b s/2", await site.RoundAsync());

        // Nobody answered: it is tried later, and sooner when something changes.
        await site.WantAsync("s", "u3", "c");
        var third = Assert.Single(await site.ClaimAsync());
        var unanswered = (await test.Reconcile.OrderAsync(third, _ => site.Today, site.Now, default))!;
        await test.Reconcile.FinishAsync("sn1", unanswered.Change, [], site.Now.AddSeconds(5), default);
        Assert.Equal("", await site.RoundAsync());
        site.Seconds += 5;
        Assert.Equal(1, Assert.Single(await site.ClaimAsync()).Tries);
        site.Seconds += 61;
        Assert.Equal("push u3 c s/3", await site.RoundAsync());
        await site.SucceedAsync();
        Assert.Equal(("", "sn1:u1 present a, sn1:u2 present b, sn1:u3 present c"), (await site.RoundAsync(), await site.RowsAsync()));
    }

    private static DeviceChange Change(string sn, string? site, bool? enabled = null) => new(sn, null, null, null, site, null, null, enabled);

    private static string Sorted(string words) => string.Join(", ", words.Split(", ").Order(StringComparer.Ordinal));
}
