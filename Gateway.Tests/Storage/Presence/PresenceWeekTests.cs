using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Presence;

/// <summary>Seven days of a terminal, by hour: what its ring of a hundred changes holds, and what it has let go.</summary>
public sealed class PresenceWeekTests
{
    /// <summary>Hours of the week that each test looks at, from <see cref="TestDatabase.Start"/> on.</summary>
    private const int Week = 7 * 24;

    private static readonly DateTimeOffset Now = Start.AddHours(Week).AddMinutes(-20);

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Week_OfASteadyTerminal_IsUnknownBeforeItCameAndOnlineSince(StorageProvider provider)
    {
        await using var test = await WithDeviceAsync(provider);
        await test.Presence.WriteAsync([Came(Start.AddHours(30).AddMinutes(15))], [], default);

        var week = await test.Presence.WeekAsync("A", Now, default);

        Assert.Equal(Week, week.Count);
        Assert.Equal(Start, week[0].From);
        Assert.All(week.Take(30), static hour => Assert.Null(hour.Online));
        Assert.All(week.Skip(30), static hour => Assert.Equal(1, hour.Online));
        Assert.Equal([30], week.Index().Where(static hour => hour.Item.Changes > 0).Select(static hour => hour.Index));
        Assert.Equal(0, await test.NumberAsync("SELECT COUNT(*) FROM connection_hours"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Week_OfATerminalThatComesAndGoesFarOftenerThanTheRingHolds_IsThatOfAllItsChanges(StorageProvider provider)
    {
        await using var test = await WithDeviceAsync(provider);
        var random = new Random(7);
        var changes = Changes(random, Start.AddHours(-20), Now, minutesMost: 40);
        Assert.InRange(changes.Count, 400, 800);

        // In pieces as they come: one by one, a few, and more at once than the ring has slots.
        for (var (done, size) = (0, 0); done < changes.Count; done += size)
        {
            size = random.Next(4) == 0 ? random.Next(100, 150) : random.Next(1, 9);
            await test.Presence.WriteAsync([.. changes.Skip(done).Take(size)], [], default);
        }

        var week = await test.Presence.WeekAsync("A", Now, default);

        foreach (var (i, hour) in week.Index())
        {
            var (online, count) = Expected(changes, hour.From, Min(hour.From.AddHours(1), Now));
            Assert.True(hour.Online is { } part && Math.Abs(part - online) < 1e-9 && hour.Changes == count, $"hour {i}: {hour}, and should be {online} with {count} changes");
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Week_AfterALongQuietTime_IsKnownFromItsBeginningThoughTheRingIsFullOfToday(StorageProvider provider)
    {
        await using var test = await WithDeviceAsync(provider);
        await test.Presence.WriteAsync([Came(Start.AddDays(-40))], [], default);
        var flaps = Now.AddHours(-2);
        for (var i = 0; i < 130; i++)
            await test.Presence.WriteAsync([i % 2 == 0 ? Went(flaps.AddSeconds(20 * i)) : Came(flaps.AddSeconds(20 * i))], [], default);

        var week = await test.Presence.WeekAsync("A", Now, default);

        Assert.All(week.Take(Week - 4), static hour => Assert.Equal(1, hour.Online));
        Assert.Equal(130, week.Sum(static hour => hour.Changes));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Hours_OfManyWeeks_AreBoundedAndGoWithTheDevice(StorageProvider provider)
    {
        await using var test = await WithDeviceAsync(provider);
        var at = Start.AddDays(-30);
        while (at < Now)
        {
            await test.Presence.WriteAsync([.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? Came(at.AddMinutes(30 * i)) : Went(at.AddMinutes(30 * i)))], [], default);
            at = at.AddHours(20);
        }

        Assert.InRange(await test.NumberAsync("SELECT COUNT(*) FROM connection_hours"), Week - 60, 8 * 24);
        Assert.All(await test.Presence.WeekAsync("A", Now, default), static hour => Assert.NotNull(hour.Online));
        await test.Devices.DeleteAsync("A", default);
        Assert.Equal(0, await test.NumberAsync("SELECT COUNT(*) FROM connection_hours"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Week_OfARingThatWasFullBeforeThereWereHours_ClaimsNothingOfTheTimeBefore(StorageProvider provider)
    {
        await using var test = await WithDeviceAsync(provider);
        await test.Presence.WriteAsync([Came(Now.AddHours(-5))], [], default);
        await test.ExecuteAsync("UPDATE connections SET number = 101");

        var week = await test.Presence.WeekAsync("A", Now, default);

        Assert.All(week.Take(Week - 6), static hour => Assert.Null(hour.Online));
        Assert.Equal(1, week[^1].Online);
    }

    private static async Task<TestDatabase> WithDeviceAsync(StorageProvider provider)
    {
        var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("A")], default);
        return test;
    }

    private static PresenceUpdate Came(DateTimeOffset at) => new("A", true, at, Transport.Socket, "[::1]:1", "n:1", at, 1, 0, null);

    private static PresenceUpdate Went(DateTimeOffset at) => Came(at) with { Online = false, Since = at.AddMilliseconds(-1), OfflineReason = "gone" };

    private static List<PresenceUpdate> Changes(Random random, DateTimeOffset from, DateTimeOffset to, int minutesMost)
    {
        var changes = new List<PresenceUpdate>();
        for (var at = from; at < to; at = at.AddSeconds(random.Next(2, minutesMost * 60))) changes.Add(changes.Count % 2 == 0 ? Came(at) : Went(at));
        return changes;
    }

    /// <summary>By every change there was.</summary>
    private static (double Online, int Changes) Expected(List<PresenceUpdate> changes, DateTimeOffset from, DateTimeOffset to)
    {
        var (online, at, isOnline) = (TimeSpan.Zero, from, changes.Last(change => change.LastSeen <= from).Online);
        var within = changes.Where(change => change.LastSeen > from && change.LastSeen < to).ToList();
        foreach (var change in within)
        {
            if (isOnline) online += change.LastSeen - at;
            (at, isOnline) = (change.LastSeen, change.Online);
        }

        if (isOnline) online += to - at;
        return (online / (to - from), changes.Count(change => change.LastSeen >= from && change.LastSeen < to));
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
