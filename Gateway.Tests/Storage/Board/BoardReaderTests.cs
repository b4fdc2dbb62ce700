using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Alarms;
using Gateway.Storage.Board;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Board;

public sealed class BoardReaderTests
{
    private const int ClockSeconds = 300;

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Standings_CountGatesOfEverySite_AndThoseOfNone(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Sites.PutAsync("empty", static _ => SiteChange.New("empty") with { Region = "East", Status = SiteStatus.Suspended, Hours = "[]" }, default);
        await test.Devices.PutAsync([Device("a1", site: "A"), Device("a2", site: "A"), Device("a3", site: "A"), Device("a4", site: "A"), Device("n1")], default);
        await test.ExecuteAsync("UPDATE devices SET enabled = (1 = 0) WHERE sn = 'a4'");
        await SeenAsync(test, "a1", online: true, skew: 301);
        await SeenAsync(test, "a2", online: false);
        await SeenAsync(test, "a4", online: true);
        await SeenAsync(test, "n1", online: true);
        await new AlarmStore(test.Database).ConfirmAsync([new RaisedAlarm("wrong-key", "a1", "detail")], "node", Start, default);

        var standings = await Board(test).StandingsAsync(ClockSeconds, default);

        Assert.Equal((4, 2), (standings.Gates, standings.Online));
        Assert.Equal(new SiteStanding("A", null, null, SiteStatus.Active, null, 3, 1, 1, 1, false, false, 1), standings.Sites.Single(static site => site.Code == "A"));
        Assert.Equal(new SiteStanding("empty", null, "East", SiteStatus.Suspended, "[]", 0, 0, 0, 0, false, false, 0), standings.Sites.Single(static site => site.Code == "empty"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Standings_PersonsRefusedOrWaitingLong_AreFlagged(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("a1", site: "A"), Device("b1", site: "B"), Device("c1", site: "C")], default);
        await PersonAsync(test, "a1", "u1", "A", "failed", Start);
        await PersonAsync(test, "b1", "u1", "B", "sent", Start - BoardReader.WaitsLong - TimeSpan.FromSeconds(1));
        await PersonAsync(test, "c1", "u1", "C", "pending", Start - BoardReader.WaitsLong + TimeSpan.FromSeconds(1));

        var sites = (await Board(test).StandingsAsync(ClockSeconds, default)).Sites;

        Assert.Equal([("A", true, false), ("B", false, true), ("C", false, false)], sites.Select(static site => (site.Code, site.HasRefused, site.HasWaiting)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Details_CountEachPersonOnce_AndTellTheAnswerThatMostGave(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("a1", "North", "A"), Device("a2", "East", "A"), Device("b1", site: "B")], default);
        await SeenAsync(test, "a1", online: true);
        var old = Start - TimeSpan.FromDays(1);
        foreach (var user in new[] { "u1", "u2" })
        {
            await PersonAsync(test, "a1", user, "A", "failed", Start, "9013");
            await PersonAsync(test, "a2", user, "A", "failed", old, user == "u1" ? "9013" : "9001");
        }

        await PersonAsync(test, "a1", "u1x", "A", "pending", old);
        await PersonAsync(test, "a2", "u3", "A", "pending", old); // That gate is not there: its silence says it.
        await PersonAsync(test, "b1", "u9", "B", "present", old);
        await test.ExecuteAsync("INSERT INTO roster (site, user_id, version, person_ref, person_bytes, search_text, updated_at) VALUES ('A', 'u1', 1, 'r', 1, 'u1', 1)");

        var detail = Assert.Single(await Board(test).DetailsAsync(["A", "none"], default));

        Assert.Equal(new PersonsAway(2, 2, old, "9013"), detail.Refused);
        Assert.Equal(new PersonsAway(1, 1, old, null), detail.Waiting);
        Assert.Equal((3, 1), (detail.Missing, detail.Persons));
        Assert.Equal([("East", false), ("North", true)], detail.Gates.Select(static gate => (gate.Label, gate.Online)));
        Assert.Null(detail.Gates[0].LastSeen);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Trouble_LeavesOutGatesThatAreWellOrNeverCame(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("a1", site: "A"), Device("a2", site: "A"), Device("a3", site: "A"), Device("a4", site: "A"), Device("a5", site: "A")], default);
        await SeenAsync(test, "a1", online: true, skew: 300);
        await SeenAsync(test, "a2", online: true, skew: -301);
        await SeenAsync(test, "a3", online: false);
        await SeenAsync(test, "a4", online: true, clock: ClockHabit.Wrong);
        await test.ExecuteAsync("INSERT INTO roster (site, user_id, version, person_ref, person_bytes, search_text, updated_at) VALUES ('A', 'u1', 1, 'r', 1, 'u1', 1)");

        var detail = Assert.Single(await Board(test).TroubleAsync(["A"], [], ["A"], ClockSeconds, default));

        Assert.Equal(["a2", "a3", "a4"], detail.Gates.Select(static gate => gate.Sn));
        Assert.Equal(0, detail.Persons);
        Assert.Equal(1, Assert.Single(await Board(test).TroubleAsync(["A"], ["A"], [], ClockSeconds, default)).Persons);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Recovered_TellsWhatEndedLately_WithTheRecordsThatCameAfterwards(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("a1", "North", "A")], default);
        var alarms = new AlarmStore(test.Database);
        await alarms.ConfirmAsync(
            [new RaisedAlarm("site-silent", "A", "d", Site: "A"), new RaisedAlarm("clock-wrong", "a1", "d"), new RaisedAlarm("flapping", "a1", "d")], "node", Start, default);
        await test.Attendance.StoreAsync([Upload("a1", [.. new[] { -60, 60, 120, 3000 }.Select(static second => Record("a1", "u", second, "A"))])], default);
        await alarms.EndAsync(Start.AddSeconds(1), Start.AddMinutes(30), default);

        var recovered = await Board(test).RecoveredAsync(["site-silent", "clock-wrong"], Start, 10, default);

        Assert.Equal([("clock-wrong", "North"), ("site-silent", null)], recovered.Select(static one => (one.Code, one.Label)).Order());
        Assert.Equal(2, recovered.Single(static one => one.Code == "site-silent").Late);
        Assert.Empty(await Board(test).RecoveredAsync(["site-silent"], Start.AddMinutes(31), 10, default));
    }

    private static BoardReader Board(TestDatabase test) => new(test.Database, test.Clock);

    private static Task SeenAsync(TestDatabase test, string sn, bool online, int? skew = null, ClockHabit? clock = null) => test.Presence.WriteAsync(
        [new PresenceUpdate(sn, online, Start, Transport.Socket, "192.0.2.1:5000", "node", Start, 0, skew, online ? null : "silent") { Clock = clock }], [], default);

    private static async Task PersonAsync(TestDatabase test, string sn, string user, string site, string state, DateTimeOffset since, string? code = null) =>
        await test.ExecuteAsync(
        $"""
        INSERT INTO roster_devices (sn, user_id, site, state, result_code, since)
        VALUES ('{sn}', '{user}', '{site}', '{state}', {(code is null ? "NULL" : $"'{code}'")}, {since.ToUnixTimeMilliseconds()})
        """);
}
