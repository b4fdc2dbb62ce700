using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Platform.Alarms;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Platform.Alarms;

public sealed class RosterAlarmsTests
{
    private const int Hour = 3600;

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Attendance_OfPersonsWhomNoRosterHas_IsCountedOnManagedSitesOnly_WhileItIsFresh(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("a", site: "s1"), Device("b", site: "s2"), Device("c")], default);
        var alarms = new RosterAlarms(new RosterFacts(test.Database, test.Clock), test.Feed, test.Clock);
        async Task StoreAsync(params (string Sn, string User, int Second)[] seen)
        {
            var records = seen.Select(one => Record(one.Sn, one.User, one.Second, one.Sn == "a" ? "s1" : null) with { ReceivedAt = test.Clock.Now }).ToList();
            await test.Attendance.StoreAsync([.. records.Select(record => Upload(record.Sn, record) with { ReceivedAt = test.Clock.Now })], default);
            await test.Feed.SequenceAsync(100, default);
        }

        await StoreAsync(("a", "stranger", 1));
        Assert.Empty(await alarms.LookAsync(default)); // Nothing is managed.
        await test.ExecuteAsync("UPDATE sites SET managed_since = 1 WHERE code = 's1'");
        await test.ExecuteAsync(
            "INSERT INTO roster (site, user_id, version, person_ref, person_bytes, valid_until, search_text, updated_at) VALUES ('s1', 'known', 1, 'r', 1, '2025-01-01', '', 1)");
        Assert.Empty(await alarms.LookAsync(default)); // It begins where the feed is.

        test.Clock.Now = Start.AddHours(2);
        await StoreAsync(
            ("a", "known", 2 * Hour), ("a", "x", 2 * Hour), ("a", "110101199003070011", (2 * Hour) - 60), ("a", "late", Hour - 1), ("b", "x", 2 * Hour), ("c", "x", 2 * Hour));
        var raised = Assert.Single(await alarms.LookAsync(default));
        Assert.Equal((AlarmCodes.UnknownPerson, "a", "a"), (raised.Code, raised.Subject, raised.FeedSn));
        Assert.StartsWith("2 records came of persons whom the roster of s1 does not have", raised.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("199003070011", raised.Detail, StringComparison.Ordinal); // Some sites give ID numbers as user_id.
        await StoreAsync(("a", "x", (2 * Hour) + 1));
        Assert.StartsWith("3 records", Assert.Single(await alarms.LookAsync(default)).Detail, StringComparison.Ordinal);
        Assert.Equal(8, await test.NumberAsync("SELECT count(*) FROM attendance")); // Kept as ever.

        test.Clock.Now = Start.AddHours(4);
        Assert.Empty(await alarms.LookAsync(default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Terminal_WhoseAttendanceStopsWhileItsNeighboursGoesOn_IsSuspect_UntilItWasResynced(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        test.Clock.Now = Start.AddDays(1).AddHours(3);
        foreach (var (sn, site, today, yesterday, online) in ((string, string, int, int, bool)[])[
            ("busy", "s1", 10, 10, true), ("reset", "s1", 0, 10, true), ("exit", "s1", 0, 9, true), ("away", "s1", 0, 10, false), ("closed", "s2", 0, 10, true),
            ("shut", "s2", 9, 10, true), ("other", "s3", 0, 10, true), ("neighbour", "s3", 10, 10, true)])
        {
            await test.Devices.PutAsync([Device(sn, site: site)], default);
            await test.Presence.WriteAsync(
                [new PresenceUpdate(sn, online, test.Clock.Now, Transport.Socket, "10.0.0.7:4711", "n1", Start, 1, 0, online ? null : "PeerClosed")], [], default);
            var records = Enumerable.Range(0, today).Select(i => Record(sn, "u" + i, (25 * Hour) + 60 + i));
            var former = Enumerable.Range(0, yesterday).Select(i => Record(sn, "u" + i, Hour + 60 + i));
            await test.Attendance.StoreAsync([Upload(sn, [.. records, .. former])], default);
        }

        await test.ExecuteAsync("UPDATE sites SET managed_since = 1 WHERE code <> 's3'");
        var facts = new RosterFacts(test.Database, test.Clock);
        var raised = Assert.Single(await new RosterAlarms(facts, test.Feed, test.Clock).LookAsync(default));

        Assert.Equal((AlarmCodes.RosterSuspect, "reset"), (raised.Code, raised.Subject));
        Assert.Contains("POST /api/v1/devices/reset/roster/resync", raised.Detail, StringComparison.Ordinal);
        await test.ExecuteAsync("INSERT INTO roster_devices (sn, user_id, site, state, reported_ref, since) VALUES ('reset', 'u1', 's1', 'present', 'r', 1)");
        Assert.Equal((1, null), (await facts.ForgetAsync("reset", default), await facts.ForgetAsync("none", default)));
        Assert.Empty(await new RosterAlarms(facts, test.Feed, test.Clock).LookAsync(default));
    }
}
