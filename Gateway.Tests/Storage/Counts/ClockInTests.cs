using Gateway.Actors.Attendance;
using Gateway.Actors.Feed;
using Gateway.Actors.Time;
using Gateway.Storage.Counts;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Counts;

public sealed class ClockInTests
{
    /// <summary>The day of <see cref="TestDatabase.Start"/> at the terminals: a Saturday, 16:00.</summary>
    private static readonly DateOnly Day = new(2025, 3, 1);

    private static readonly GatewayZone Zone = GatewayZone.Standard;

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Records_OfTheFeed_AreCountedBySiteAndQuarterWithEachPersonOnce(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await StoreAsync(test, At("a", "p1", 0, "north"), At("a", "p1", 20, "north"), At("a", "p2", 16, "north"), At("b", "p1", 31, "south"), At("c", "p3", 1, null));

        await FollowAsync(test);

        var reader = new ClockInReader(test.Database, TimeProvider.System);
        Assert.Equal([new ClockInSlot(64, 1, 1), new(65, 2, 1)], await reader.DayAsync("north", Day, default));
        Assert.Equal([new ClockInSlot(66, 1, 1)], await reader.DayAsync("south", Day, default));
        Assert.Equal([new ClockInSlot(64, 2, 2), new(65, 2, 1), new(66, 1, 0)], await reader.DayAsync(null, Day, default));
        Assert.Equal(["north 2", "south 1"], Text(await reader.PersonsBySiteAsync(Day, 66, default)));
        Assert.Equal(["north 1"], Text(await reader.PersonsBySiteAsync(Day, 64, default)));
        Assert.Equal(["p1", "p2"], (await reader.ClockedInAsync("north", Day, default)).Order());
        Assert.Equal([new ClockInDay(Day, 3, 2)], await reader.DaysAsync("north", Day.AddDays(-100), Day.AddDays(9), default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Records_InAnyOrderAndInParts_AreTheSameCounts(StorageProvider provider)
    {
        var random = new Random(5);
        var records = Enumerable.Range(0, 300).Select(i => At("sn" + (i % 7), "p" + random.Next(40), random.Next(480), "s" + random.Next(3))).ToArray();
        var expected = await CountedAsync(provider, [records]);

        random.Shuffle(records);

        Assert.Equal(expected, await CountedAsync(provider, [.. records.Chunk(37)]));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Records_LateOrByDeadClocks_FillTheirDayAsFarAsItIsKnown(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await StoreAsync(
            test, Late("p1", days: 7), Late("p1", days: 8), Late("p1", days: ClockInStore.KeptDays), Late("p1", days: ClockInStore.KeptDays + 1),
            At("a", "p1", 0, "north") with { RecogTime = DateTimeOffset.UnixEpoch });

        await FollowAsync(test);

        var reader = new ClockInReader(test.Database, TimeProvider.System);
        Assert.Equal(
            [new ClockInDay(Day.AddDays(-63), 1, 0), new(Day.AddDays(-8), 1, 0), new(Day.AddDays(-7), 1, 1)],
            await reader.DaysAsync("north", Day.AddDays(-63), Day, default));
        Assert.Equal(3, await test.NumberAsync("SELECT SUM(records) FROM clock_ins WHERE site = ''"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Position_OfAnotherFollower_IsNotWrittenOver(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await StoreAsync(test, At("a", "p1", 0, "north"));
        var store = new ClockInStore(test.Database, Zone);
        ClockIn[] records = [new("a", "p1", Start, Start)];
        await store.AddAsync(0, 1, records, default);

        await Assert.ThrowsAsync<FeedFencedException>(() => store.AddAsync(0, 1, records, default));
        await store.AddAsync(1, 5, records, default);
        await Assert.ThrowsAsync<FeedFencedException>(() => store.AddAsync(1, 6, records, default));

        Assert.Equal(5, await store.PositionAsync(default));
        Assert.Equal([new ClockInSlot(64, 2, 1)], await new ClockInReader(test.Database, TimeProvider.System).DayAsync("north", Day, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Usual_OfTheSameWeekday_IsTheMedianWithItsTenths(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var reader = new ClockInReader(test.Database, TimeProvider.System);

        // Eight weeks with 10, 20 … 80 persons at half past six, and one who comes at noon; another day of the week counts for nothing.
        for (var week = 1; week <= 8; week++)
        {
            await FillAsync(test, Day.AddDays(-7 * week), "north", 26, 10 * week);
            await FillAsync(test, Day.AddDays(-7 * week), "north", 48, 1);
            await FillAsync(test, Day.AddDays((-7 * week) + 1), "north", 26, 1000);
        }

        foreach (var week in (int[])[1, 2]) await FillAsync(test, Day.AddDays(-7 * week), "young", 26, 5);
        foreach (var week in (int[])[2, 3, 4]) await FillAsync(test, Day.AddDays(-7 * week), "free", 26, 6);

        var usual = await reader.UsualAsync("north", Day, default);
        Assert.Equal(Enumerable.Range(0, 96), usual.Select(slot => slot.Slot));
        Assert.Equal((0, 0, 0), (usual[25].Median, usual[25].Low, usual[25].High));
        Assert.Equal((45, 17, 73), (usual[26].Median, usual[26].Low, usual[26].High));
        Assert.Equal(46, usual[95].Median);
        Assert.Empty(await reader.UsualAsync("young", Day, default));
        Assert.Equal(6, (await reader.UsualAsync("free", Day, default))[95].Median);
        Assert.Equal(["free 6", "north 45"], Text(await reader.UsualBySiteAsync(Day, 26, default)));
        Assert.Equal(["free 6", "north 46"], Text(await reader.UsualBySiteAsync(Day, 200, default)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Usual_WithoutTheGatewayForThreeWeeks_ForgetsThoseWeeksAndNotTheFreeDays(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);

        // Known: weeks 1, 2, 6, 7, 8; this site had people in 7 and 8 only: three free days of five.
        foreach (var week in (int[])[1, 2, 6]) await FillAsync(test, Day.AddDays(-7 * week), "other", 30, 9);
        foreach (var week in (int[])[7, 8]) await FillAsync(test, Day.AddDays(-7 * week), "north", 30, 100);

        var usual = await new ClockInReader(test.Database, TimeProvider.System).UsualAsync("north", Day, default);

        Assert.Equal((0, 100), (usual[95].Median, usual[95].High));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Deletion_OfOldDays_StaysBehindWhatIsRead(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await StoreAsync(test, At("a", "p1", 0, "north"));
        await FollowAsync(test);
        var store = new ClockInStore(test.Database, Zone);

        // The follower stands at that day; the clock is a year on.
        Assert.Equal(0, await store.DeletePersonsAsync(Start.AddYears(1), 9, default));
        await WriteAsync(test, $"UPDATE feed_marks SET at = at + {(long)TimeSpan.FromDays(30).TotalMilliseconds}");
        Assert.Equal(1, await store.DeletePersonsAsync(Start.AddYears(1), 1, default));
        Assert.Equal(1, await store.DeletePersonsAsync(Start.AddYears(1), 9, default));
        Assert.Equal(0, await store.DeleteAsync(Start, 9, default));
        Assert.Equal(2, await store.DeleteAsync(Start.AddDays(1), 9, default));
    }

    [Fact]
    public void Slots_WhereClocksChange_HoldEveryMomentOfTheirDay()
    {
        var berlin = new GatewayZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        foreach (var day in (DateOnly[])[new(2025, 3, 30), new(2025, 10, 26), new(2025, 6, 1)])
        {
            for (var at = berlin.StartOf(day); at < berlin.StartOf(day.AddDays(1)); at = at.AddMinutes(5))
            {
                var (on, slot) = ClockInTime.Of(berlin, at);
                Assert.Equal(day, on);
                Assert.InRange(at - ClockInTime.At(berlin, on, slot), TimeSpan.Zero, TimeSpan.FromMinutes(74));
            }
        }

        Assert.Equal(Zone.StartOf(Day.AddDays(1)), ClockInTime.At(Zone, Day, 96));
        Assert.Equal((Day, 95), ClockInTime.Of(Zone, Zone.StartOf(Day.AddDays(1)).AddTicks(-1)));
    }

    private static AttendanceRecord At(string sn, string user, int minute, string? site) => Record(sn, user, minute * 60, site);

    private static AttendanceRecord Late(string user, int days) => At("a", user, 0, "north") with { RecogTime = Start.AddDays(-days) };

    private static async Task StoreAsync(TestDatabase test, params AttendanceRecord[] records)
    {
        foreach (var group in records.GroupBy(record => record.Sn)) await test.Attendance.StoreAsync([Upload(group.Key, [.. group])], default);
        await test.Feed.SequenceAsync(1000, default);
    }

    private static async Task FollowAsync(TestDatabase test)
    {
        var (feed, store) = (test.Feed, new ClockInStore(test.Database, Zone));
        var follower = new ClockInFollower(feed, store, new FeedSignal(), TimeProvider.System, NullLogger<ClockInFollower>.Instance);
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => follower.RunAsync(stop.Token));
        var head = await feed.HeadAsync(default);
        await Patience.UntilAsync(async () => await store.PositionAsync(default) == head, "counted");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    /// <summary>Both tables, as text.</summary>
    private static async Task<IReadOnlyList<string>> CountedAsync(StorageProvider provider, IReadOnlyList<AttendanceRecord[]> parts)
    {
        await using var test = await CreateAsync(provider);
        foreach (var part in parts)
        {
            await StoreAsync(test, part);
            await FollowAsync(test);
        }

        return
        [
            .. await test.ColumnAsync<string>("SELECT site || ' ' || slot || ' ' || records || ' ' || persons FROM clock_ins WHERE records > 0 ORDER BY site, slot"),
            .. await test.ColumnAsync<string>("SELECT site || ' ' || user_id || ' ' || slot FROM clocked_in ORDER BY site, user_id"),
        ];
    }

    private static async Task FillAsync(TestDatabase test, DateOnly day, string site, int slot, int persons)
    {
        foreach (var of in (string[])["", site])
        {
            await WriteAsync(
                test,
                $"""
                INSERT INTO clock_ins (day, site, slot, records, persons) VALUES ({day.DayNumber}, '{of}', {slot}, {persons}, {persons})
                ON CONFLICT (day, site, slot) DO UPDATE SET records = clock_ins.records + {persons}, persons = clock_ins.persons + {persons}
                """);
        }
    }

    private static Task<int> WriteAsync(TestDatabase test, string sql) => test.Database.WriteAsync((db, token) => db.ExecuteAsync(sql, token), default);

    private static IEnumerable<string> Text<T>(IReadOnlyDictionary<string, T> bySite) => bySite.OrderBy(site => site.Key).Select(site => $"{site.Key} {site.Value}");
}
