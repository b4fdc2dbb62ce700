using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Alarms;
using Gateway.Storage.Sql;
using Gateway.Tests.Storage.Attendance;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Alarms;

public sealed class AlarmFactsTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task SilentSites_AllOfTwoOffline_AreThoseHeardLately(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await AddAsync(test, "dark", "dark-1", online: false, Start);
        await AddAsync(test, "dark", "dark-2", online: false, Start.AddMinutes(5));
        await AddAsync(test, "half", "half-1", online: false, Start);
        await AddAsync(test, "half", "half-2", online: true, Start);
        await AddAsync(test, "lone", "lone-1", online: false, Start);
        await AddAsync(test, "gone", "gone-1", online: false, Start.AddDays(-9));
        await AddAsync(test, "gone", "gone-2", online: false, Start.AddDays(-9));

        var silent = await new AlarmFacts(test.Database).SilentSitesAsync(2, Start.AddDays(-3), default);

        Assert.Equal(("dark", 2L, Start.AddMinutes(5)), Assert.Single(silent));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task WrongClocks_EitherWay_OnlyOfThoseOnline(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await AddAsync(test, "a", "right", online: true, Start, skew: 299);
        await AddAsync(test, "a", "slow", online: true, Start, skew: -1_700_000_000);
        await AddAsync(test, "a", "fast", online: true, Start, skew: 301);
        await AddAsync(test, "a", "away", online: false, Start, skew: 5_000);
        await AddAsync(test, "a", "dead", online: true, Start, clock: ClockHabit.Wrong);
        await AddAsync(test, "a", "good", online: true, Start, clock: ClockHabit.Right);

        var wrong = await new AlarmFacts(test.Database).WrongClocksAsync(300, default);

        Assert.Equal([("dead", null), ("fast", 301), ("slow", -1_700_000_000)], wrong);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Quarantined_CountsTheLatestWithinTheTime(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        foreach (var i in Enumerable.Range(0, 3)) await test.Attendance.StoreAsync([AttendanceStoreTests.Faulty("A", $"packet {i}", 3)], default);
        var facts = new AlarmFacts(test.Database);

        var at = (await test.Quarantine.ListAsync(null, 1, null, default)).Items[0].FirstAt;
        Assert.Equal(3, await facts.QuarantinedAsync(at.AddMinutes(-1), 10, default));
        Assert.Equal(2, await facts.QuarantinedAsync(at.AddMinutes(-1), 2, default));
        Assert.Equal(0, await facts.QuarantinedAsync(at.AddMinutes(1), 10, default));
    }

    private static async Task AddAsync(TestDatabase test, string site, string sn, bool online, DateTimeOffset seen, int? skew = null, ClockHabit? clock = null)
    {
        await test.Devices.PutAsync([Device(sn, site: site)], default);
        await test.Presence.WriteAsync(
            [new PresenceUpdate(sn, online, seen, Transport.Socket, "10.0.0.7:4711", "n1", seen.AddHours(-1), 1, skew, online ? null : "PeerClosed") { Clock = clock }], [],
            default);
    }
}
