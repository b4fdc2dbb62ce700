using Gateway.Actors.Devices;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Actors.Time;
using Gateway.Storage.Alarms;
using Gateway.Storage.Devices;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Sites;

public sealed class SiteStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Upgrade_FreeTexts_AreUnexplainedSites(StorageProvider provider)
    {
        string Attendance(string sn, string site) =>
            "INSERT INTO attendance (id, sn, user_id, recog_time, recog_time_text, received_at, transport, site) "
            + $"VALUES ({Id(provider)}, '{sn}', 'u', 1, 't', 1, 'socket', {site});\n";
        await using var test = await UpgradeAsync(
            provider,
            "UPDATE devices SET site = 'Gate 7/东 ' WHERE sn = (SELECT MIN(sn) FROM devices);\n" + Attendance("up-a", "'Bridge'") + Attendance("up-b", "'Tower'")
            + Attendance("up-c", "'Bridge'") + Attendance("up-d", "NULL") + Attendance("up-e", "''"));

        var sites = await test.Sites.FindAsync(["Gate 7/东 ", "Bridge", "Tower", "", "none"], default);

        Assert.Equal(["Bridge", "Gate 7/东 ", "Tower"], sites.Select(static site => site.Code).Order(StringComparer.Ordinal));
        Assert.All(sites, static site => Assert.True(site is { Unexplained: true, IsManaged: false, LegalHold: false, RosterVersion: 0 }));
        Assert.All(sites, static site => Assert.True(site is { Status: SiteStatus.Active, Drift: SiteDrift.Repair }));
        var shards = await test.ColumnAsync<int>("SELECT shard FROM sites WHERE code IN ('Bridge', 'Tower') ORDER BY code");
        Assert.Equal([Site.ShardOf("Bridge"), Site.ShardOf("Tower")], shards);
        Assert.Equal(await test.NumberAsync("SELECT COUNT(DISTINCT site) FROM devices WHERE site <> ''") + 2, await test.NumberAsync("SELECT COUNT(*) FROM sites"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task FindKeys_OfAFilter_AreAllOfIt_AndRowsComeInTheOrderAskedFor(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await PutAsync(test, SiteChange.New("b-1") with { Name = "North", Region = "East" });
        await PutAsync(test, SiteChange.New("a/2 ") with { Name = "South", Region = "West" });
        await PutAsync(test, SiteChange.New("c") with { Status = SiteStatus.Suspended, Region = "East" });

        var keys = await test.Sites.FindKeysAsync(new SiteFilter(null, null, "East", null, null), 10, default);
        var rows = await test.Sites.GetRowsAsync(["c", "none", "a/2 "], SiteDay.Of(GatewayZone.Standard, test.Clock.Now), default);

        Assert.Equal([new SiteKey("b-1", "North", "East", SiteStatus.Active), new SiteKey("c", null, "East", SiteStatus.Suspended)], keys);
        Assert.Equal(["c", "a/2 "], rows.Select(static row => row.Site.Code));
        Assert.Equal(["East", "West"], await test.Sites.RegionsAsync(10, default));
        Assert.Single(await test.Sites.FindKeysAsync(new SiteFilter("OUTH", null, null, null, null), 10, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_Device_MakesItsSite_AndLeavesOneThatIsThere(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var wanted = new SiteChange(
            "Bridge", "North bridge", "East", "Hua", SiteStatus.Settled, new DateOnly(2024, 2, 29), new DateOnly(2024, 12, 31), "[]", 800, true, ["b", "a"], SiteDrift.Show);

        Assert.Equal((true, "North bridge"), await PutAsync(test, wanted));
        test.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal((false, "North bridge"), await PutAsync(test, wanted));
        Assert.Equal(1, await test.NumberAsync("SELECT COUNT(*) FROM sites WHERE updated_at = created_at")); // Nothing was changed.
        await test.Devices.PutAsync([Device("a", site: "Bridge"), Device("b", site: "Tower"), Device("c", site: "Tower"), Device("d", site: null)], default);
        var sites = (await test.Sites.FindAsync(["Bridge", "Tower"], default)).ToDictionary(static site => site.Code);

        Assert.Equal(2, sites.Count);
        Assert.Equal(wanted with { Tags = [] }, SiteChange.Of(sites["Bridge"]) with { Tags = [] });
        Assert.Equal(["b", "a"], sites["Bridge"].Tags);
        Assert.True(sites["Tower"] is { Unexplained: false, Name: null, Status: SiteStatus.Active });
        Assert.Equal((false, null), await PutAsync(test, SiteChange.New("Bridge")));
        Assert.Null(await test.Sites.PutAsync("none", static _ => null, default));
        Assert.Null(await test.Sites.GetAsync("none", default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_OfAManagedSite_MarksItsTerminalsWhenDriftChangesOnly(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await PutAsync(test, SiteChange.New("Bridge"));

        await test.ExecuteAsync("UPDATE sites SET roster_version = 2, managed_since = 1");
        await test.Devices.PutAsync([Device("a", site: "Bridge")], default);
        await test.ExecuteAsync("DELETE FROM roster_work");
        await PutAsync(test, SiteChange.New("Bridge") with { Name = "North" });
        Assert.Equal(0, await test.NumberAsync("SELECT COUNT(*) FROM roster_work"));
        await PutAsync(test, SiteChange.New("Bridge") with { Drift = SiteDrift.Show });
        Assert.Equal(["a"], await test.ColumnAsync<string>("SELECT sn FROM roster_work"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Figures_OfASite_AreItsOwn(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        DeviceChange Gate(string sn, string site, params string[] tags) => Device(sn, site: site, tags: tags);
        await test.Devices.PutAsync(
            [
                Gate("a1", "A", "in"), Gate("a2", "A"), Gate("a3", "A") with { Enabled = false }, Gate("a4", "A") with { Kind = DeviceKind.Enrolment }, Gate("b1", "B"),
            ],
            default);
        await test.Presence.WriteAsync([Seen("a1", true), Seen("a2", false), Seen("b1", false)], [], default);
        await test.Attendance.StoreAsync([Upload("a1", Record("a1", "1", 0, "A"), Record("a1", "2", -86_400, "A"), Record("b1", "3", 7 * 86_400, "B"))], default);
        await new AlarmStore(test.Database).ConfirmAsync(
            [new RaisedAlarm("clock-wrong", "a1", "off"), new RaisedAlarm("site-silent", "B", "quiet", Site: "B"), new RaisedAlarm("disk-low", "n1", "full")],
            "n1", Start, default);
        await PutAsync(test, SiteChange.New("C"));
        await test.ExecuteAsync("UPDATE sites SET roster_version = 1, managed_since = 1 WHERE code = 'A'");
        foreach (var person in (string[])["'p1', NULL, NULL, NULL", "'p2', NULL, '2025-03-01', 'in'", "'p3', '2025-03-02', NULL, NULL", "'p4', NULL, NULL, 'none'"])
        {
            await test.ExecuteAsync(
                "INSERT INTO roster (site, version, person_ref, person_bytes, search_text, updated_at, user_id, valid_from, valid_until, device_tag) "
                + $"VALUES ('A', 1, 'r', 1, '', 1, {person})");
        }

        string[] reported = ["'a1', 'p1', 'A', 'present'", "'a2', 'p1', 'A', 'failed'", "'a3', 'p1', 'A', 'present'", "'b1', 'p9', 'A', 'removing'", "'a2', 'x', NULL, 'foreign'"];
        foreach (var row in reported)
            await test.ExecuteAsync($"INSERT INTO roster_devices (sn, user_id, site, state, since) VALUES ({row}, 1)");

        var day = SiteDay.Of(GatewayZone.Standard, Start);
        var list = await test.Sites.ListAsync(new SiteFilter(null, null, null, null, null), day, 10, null, default);
        var rows = list.Items.ToDictionary(static row => row.Site.Code, static row => row.Figures);

        Assert.Equal(["A", "B", "C"], rows.Keys);
        Assert.Equal(new SiteFigures(new SiteDevices(1, 1, 1, 1), new SiteRoster(4, 3, 1, 1, 1, 1, 1), 1, Start, 1), rows["A"]);
        Assert.Equal(new SiteFigures(new SiteDevices(0, 1, 0, 0), SiteRoster.None, 0, null, 1), rows["B"]);
        Assert.Equal(new SiteFigures(new SiteDevices(0, 0, 0, 0), SiteRoster.None, 0, null, 0), rows["C"]);
        Assert.Equal(rows["A"], (await test.Sites.GetRowAsync("A", day, default))!.Figures);

        async Task<string> FindAsync(string problem) => string.Concat(
            (await test.Sites.ListAsync(new SiteFilter(null, null, null, null, problem), day, 10, null, default)).Items.Select(static row => row.Site.Code));
        Assert.Equal(["AB", "AB", "AB", "A", ""], await Task.WhenAll(((string[])["any", "alarms", "offline", "roster", "unexplained"]).Select(FindAsync)));
        Assert.Equal(
            [SiteDeletion.HasDevices, SiteDeletion.Deleted, SiteDeletion.Unknown],
            [await test.Sites.DeleteAsync("A", default), await test.Sites.DeleteAsync("C", default), await test.Sites.DeleteAsync("C", default)]);
        await test.ExecuteAsync("DELETE FROM devices WHERE site = 'A'");
        Assert.Equal(SiteDeletion.HasPersons, await test.Sites.DeleteAsync("A", default));
    }

    [PostgresFact]
    [Trait(Category.Name, Category.Servers)]
    public async Task Delete_WhileADeviceIsWritten_WaitsAndFindsIt()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        await PutAsync(test, SiteChange.New("A"));
        var (isHeld, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var write = test.Database.WriteAsync(
            async (db, token) =>
            {
                await SiteRows.EnsureAsync(db, ["A"], Start, token);
                isHeld.SetResult();
                await goOn.Task;
                return await db.ExecuteAsync(
                    "INSERT INTO devices (sn, kind, key_protected, site, dialect, enabled, search_text, created_at, updated_at) "
                    + "VALUES ('a', 'attendance', '', 'A', 's', true, '', 1, 1)",
                    token);
            },
            default);
        await isHeld.Task;

        var delete = test.Sites.DeleteAsync("A", default);

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT COUNT(*) FROM pg_locks WHERE NOT granted") > 0, "the deletion waits");
        goOn.SetResult();
        await write;
        Assert.Equal(SiteDeletion.HasDevices, await delete);
    }

    private static PresenceUpdate Seen(string sn, bool online) =>
        new(sn, online, Start, Transport.Socket, "10.0.0.7:4711", "n1", Start.AddHours(-1), 1, 0, online ? null : "PeerClosed");

    private static string Id(StorageProvider provider) => provider == StorageProvider.Sqlite ? "randomblob(16)" : "gen_random_uuid()";

    private static async Task<(bool Created, string? Name)> PutAsync(TestDatabase test, SiteChange change)
    {
        var (site, created) = (await test.Sites.PutAsync(change.Code, _ => change, default))!.Value;
        return (created, site.Name);
    }
}
