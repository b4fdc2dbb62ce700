using Gateway.Actors.Attendance;
using Gateway.Actors.Privacy;
using Gateway.Storage.Attendance;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Attendance;

/// <summary>D36 on every database: records by dead clocks are marked, never dropped, and doubled only when a day is between them.</summary>
public sealed class SuspectRecordTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    private static readonly AttendanceFilter Any = new(null, null, null, null, null);
    private static readonly DateTimeOffset Received = Start.AddHours(1);
    private static readonly DateTimeOffset Dead = new(1970, 1, 1, 0, 3, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2024-01-26T09:00:00Z", false)] // 400 days before
    [InlineData("2024-01-26T08:59:59Z", true)]
    [InlineData("2025-03-02T09:00:00Z", false)] // a day after
    [InlineData("2025-03-02T09:00:01Z", true)]
    [InlineData("1900-01-01T00:00:00Z", true)]
    [InlineData("9999-12-31T23:59:59Z", true)]
    public void IsClockSuspect_Limits_AreThoseOfD36(string recognised, bool suspect)
    {
        var record = Of(DateTimeOffset.Parse(recognised, CultureInfo.InvariantCulture), Received);

        Assert.Equal(suspect, record.IsClockSuspect);
        using var json = JsonDocument.Parse(AttendanceJson.ToJson(record));
        Assert.Equal(suspect, json.RootElement.TryGetProperty("clock_suspect", out var mark) && mark.GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_TimesOfDeadClocks_AreKeptInListAndFeed(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        string[] times = ["1900-01-01T00:00:00Z", "1970-01-01T00:00:01Z", "2000-01-01T00:00:00Z", "2025-03-01T08:00:00Z", "2094-01-01T00:00:00Z", "9999-12-31T23:59:59Z"];
        var records = Array.ConvertAll(times, static time => Of(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), Received) with { ExtraJson = """{"a":"1"}""" });

        var outcome = await test.Attendance.StoreAsync([Upload("sn", records)], default);
        await test.Feed.SequenceAsync(10, default);

        Assert.Equal([new(UploadResult.Stored, 6, 0, 0)], outcome);
        List<AttendanceRecord> listed = [];
        string? cursor = null;
        do
        {
            var page = await test.Attendance.ListAsync(Any, 2, cursor, default);
            listed.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(records, listed);
        Assert.Equal(records[1..3], (await test.Attendance.ListAsync(Any with { From = Dead.AddYears(-1), To = Dead.AddYears(31) }, 9, null, default)).Items);
        var feed = (await test.Feed.ReadAsync(0, null, 10, default)).Items.Select(static item => JsonDocument.Parse(item.DataJson).RootElement).ToList();
        Assert.Equal([true, true, true, false, true, true], feed.Select(static data => data.TryGetProperty("clock_suspect", out _)));
        Assert.All(feed, static data => Assert.Equal("2025-03-01T09:00:00Z", data.GetProperty("received_at").GetString()));
    }

    /// <summary>The same minute of 1970 comes again after the next power cut.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_SuspectAgain_IsNewOnlyADayAfterItsLastRepetition(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        async Task<int> NewAfterAsync(double hours) => (await test.Attendance.StoreAsync([Upload("sn", Of(Dead, Received.AddHours(hours)))], default))[0].Stored;

        var stored = new List<int>();
        foreach (var hours in (double[])[0, 0, 20, 44, 68, 92.5, 93, 117, 142, 200, 200]) stored.Add(await NewAfterAsync(hours));

        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0], stored);
        var listed = (await test.Attendance.ListAsync(Any, 10, null, default)).Items;
        Assert.Equal([0, 92.5, 142, 200], listed.Select(static record => (record.ReceivedAt - Received).TotalHours).Order());
        Assert.All(listed, static record => Assert.Equal((Dead, true), (record.RecogTime, record.IsClockSuspect)));
        Assert.Equal(4, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_RepeatedRecords_PagesGiveEachOnceInOrder(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        for (var day = 0; day < 4; day++)
        {
            var records = Enumerable.Range(0, 3)
                .Select(i => Of(Dead.AddMinutes(i), Received.AddDays(2 * day)) with { Site = "S" + i, ExtraJson = """{"a":"1"}""" });
            await test.Attendance.StoreAsync([Upload("sn", [.. records])], default);
        }

        List<AttendanceRecord> read = [];
        string? cursor = null;
        do
        {
            var page = await test.Attendance.ListAsync(Any with { Sn = "sn", UserId = "u" }, 5, cursor, default);
            read.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(12, read.Select(static record => record.Id).Distinct().Count());
        Assert.Equal(read.OrderBy(static record => record.RecogTime).ThenBy(static record => record.Id.ToString(), StringComparer.Ordinal), read);
        Assert.Equal(4, (await test.Attendance.ListAsync(Any with { Site = "S1" }, 10, null, default)).Items.Count);
        Assert.All(read, static record => Assert.Equal("""{"a":"1"}""", record.ExtraJson));
    }

    /// <summary>Keys of every kind, in groups of any size, at any time: as one who keeps the last receipt of each key in his head.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_AnyRepetitions_AreNewAsTheLawHasIt(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var random = new Random(36);
        var (last, at, stored) = (new Dictionary<DateTimeOffset, DateTimeOffset>(), Received, 0);
        for (var round = 0; round < 100; round++)
        {
            at = at.AddMinutes(random.Next(0, 40 * 60));
            var records = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => Of(random.Next(4) == 0 ? Received.AddDays(random.Next(3)) : Dead.AddMinutes(random.Next(6)), at)).ToArray();
            var expected = 0;
            foreach (var record in records)
            {
                if (!last.TryGetValue(record.RecogTime, out var before) || (record.RecogTime < Received && at - before > TimeSpan.FromHours(24))) expected++;
                last[record.RecogTime] = at;
            }

            Assert.Equal(expected, (await test.Attendance.StoreAsync([Upload("sn", records)], default))[0].Stored);
            stored += expected;
        }

        Assert.InRange(await test.NumberAsync("SELECT count(*) FROM attendance_again"), 10, stored - 1);
        Assert.Equal(stored, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    /// <summary>A terminal that was cut off: what was no suspect once is the same for ever (D18).</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_RecordThatHasGrownOld_IsADuplicate(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync([Upload("sn", Of(Received.AddDays(-399), Received), Of(Received.AddDays(3), Received))], default);

        Assert.Equal(0, (await test.Attendance.StoreAsync([Upload("sn", Of(Received.AddDays(-399), Received.AddDays(5)))], default))[0].Stored);
        Assert.Equal(0, (await test.Attendance.StoreAsync([Upload("sn", Of(Received.AddDays(3), Received.AddDays(4)))], default))[0].Stored);
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_SameGroupAgainWithTheSameIds_IsAllDuplicates(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync([Upload("sn", Of(Dead, Received))], default);
        AttendanceUpload[] group = [Upload("sn", Of(Dead, Received.AddDays(2)), Of(Dead, Received.AddDays(2)))];

        Assert.Equal([new(UploadResult.Stored, 1, 1, 0)], await test.Attendance.StoreAsync(group, default));
        Assert.Equal([new(UploadResult.Stored, 0, 2, 0)], await test.Attendance.StoreAsync(group, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_SuspectAtOnceOnTwoNodes_IsOneRow(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await using var other = provider == StorageProvider.Sqlite ? null : new Database(test.Options); // SQLite has one node.
        AttendanceStore[] nodes = [test.Attendance, other is null ? test.Attendance : new AttendanceStore(other, test.Protection, test.Hidden, ClearFields.Default)];
        Task<int[]> StoreAtOnceAsync(DateTimeOffset received) => Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            (await nodes[i % 2].StoreAsync([Upload("sn", [.. Enumerable.Range(0, 3).Select(n => Of(Dead.AddMinutes((n + i) % 3), received))])], default))[0].Stored)));

        Assert.Equal(3, (await StoreAtOnceAsync(Received)).Sum());
        Assert.Equal(3, (await StoreAtOnceAsync(Received.AddHours(25))).Sum());
        Assert.Equal(3, (await StoreAtOnceAsync(Received.AddHours(51))).Sum());
        Assert.Equal(9, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(6, await test.NumberAsync("SELECT count(*) FROM attendance_again"));
    }

    private static AttendanceRecord Of(DateTimeOffset recognised, DateTimeOffset received) =>
        Record("sn", "u", 0) with { RecogTime = recognised, ReceivedAt = received };
}
