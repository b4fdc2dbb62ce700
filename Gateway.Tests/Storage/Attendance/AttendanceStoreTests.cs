using System.Security.Cryptography;
using Gateway.Actors.Attendance;
using Gateway.Actors.Feed;
using Gateway.Actors.Sessions;
using Gateway.Storage.Attendance;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Attendance;

public sealed class AttendanceStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    private static readonly AttendanceFilter Any = new(null, null, null, null, null);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_NewRecords_AreListedAndInTheOutboxOnce(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var record = Record("smz-a03", "U1", 5, "工地1", """{"recog_type":"face"}""") with { Transport = Transport.Http };

        var outcomes = await test.Attendance.StoreAsync(
            [Upload("smz-a03", record, Record("smz-a03", "U2", 6)), Upload("smz-a04", Record("smz-a04", "U1", 5))], default);

        Assert.Equal([new(UploadResult.Stored, 2, 0, 0), new(UploadResult.Stored, 1, 0, 0)], outcomes);
        var page = await test.Attendance.ListAsync(Any with { Sn = "smz-a03" }, 10, null, default);
        Assert.Null(page.NextCursor);
        Assert.Equal(record, page.Items[0]);
        Assert.Equal("U2", page.Items[1].UserId);
        Assert.Equal(3, await test.NumberAsync("SELECT count(*) FROM outbox WHERE kind = 'attendance'"));
        var data = await test.ColumnAsync<string>("SELECT data FROM outbox ORDER BY id LIMIT 1");
        using var json = JsonDocument.Parse(data[0]);
        Assert.Equal(record.Id.ToString(), json.RootElement.GetProperty("id").GetString());
        Assert.Equal("face", json.RootElement.GetProperty("extra").GetProperty("recog_type").GetString());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_SameRecordTwiceInOneGroupAndInTheNext_IsStoredOnce(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var first = Record("smz-a03", "U1", 5);

        var group = await test.Attendance.StoreAsync(
            [Upload("smz-a03", first, Record("smz-a03", "U1", 5)), Upload("smz-a03", Record("smz-a03", "U1", 5), first)], default);
        var next = await test.Attendance.StoreAsync([Upload("smz-a03", Record("smz-a03", "U1", 5), Record("smz-a03", "U1", 6))], default);

        Assert.Equal([new(UploadResult.Stored, 1, 1, 0), new(UploadResult.Stored, 0, 2, 0)], group);
        Assert.Equal([new(UploadResult.Stored, 1, 1, 0)], next);
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM attendance"));
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(first.Id, (await test.Attendance.ListAsync(Any, 1, null, default)).Items[0].Id);
    }

    /// <summary>What the AttendanceLog does when a commit's outcome was not known: the very same group once more.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_SameGroupAgainWithTheSameIds_IsAllDuplicates(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        AttendanceUpload[] group = [Upload("smz-a03", Record("smz-a03", "U1", 5), Record("smz-a03", "U2", 5))];
        await test.Attendance.StoreAsync(group, default);

        var again = await test.Attendance.StoreAsync(group, default);

        Assert.Equal([new(UploadResult.Stored, 0, 2, 0)], again);
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_OneIdForTwoDifferentRecords_ThrowsAndStoresNothing(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var record = Record("smz-a03", "U1", 5);

        await Assert.ThrowsAnyAsync<Exception>(
            () => test.Attendance.StoreAsync([Upload("smz-a03", record, Record("smz-a03", "U1", 6) with { Id = record.Id })], default));

        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM attendance"));
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_ManyAtOnceWithOverlap_OutboxEqualsAttendance(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = test.Attendance;

        // Each of 20 tasks sends records 0..39 of its own SN and of its neighbour's, in groups of two uploads.
        var tasks = Enumerable.Range(0, 20).Select(task => Task.Run(async () =>
        {
            var stored = 0;
            for (var second = 0; second < 40; second += 4)
            {
                var uploads = new[] { task, (task + 1) % 20 }.Select(n =>
                    Upload($"sn-{n}", [.. Enumerable.Range(second, 4).Select(s => Record($"sn-{n}", "U", s))]));
                stored += (await store.StoreAsync([.. uploads], default)).Sum(o => o.Stored);
            }

            return stored;
        }));
        var counted = await Task.WhenAll(tasks);

        Assert.Equal(800, counted.Sum());
        Assert.Equal(800, await test.NumberAsync("SELECT count(*) FROM attendance"));
        var inOutbox = await test.ColumnAsync<string>("SELECT data FROM outbox");
        var ids = inOutbox.Select(data => JsonDocument.Parse(data).RootElement.GetProperty("id").GetString()!).ToHashSet();
        Assert.Equal(800, inOutbox.Count);
        Assert.Equal((await test.Attendance.ListAsync(Any, 1000, null, default)).Items.Select(r => r.Id.ToString()).ToHashSet(), ids);
    }

    /// <summary>The contract: data of a feed item of kind attendance = the record of the list.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_TimesFinerThanMilliseconds_FeedAndListShowTheSame(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var record = Record("smz-a03", "U1", 5) with { ReceivedAt = Start.AddTicks(12_345_678) };

        await test.Attendance.StoreAsync([Upload("smz-a03", record)], default);
        await test.Feed.SequenceAsync(10, default);

        var listed = (await test.Attendance.ListAsync(Any, 1, null, default)).Items[0];
        Assert.Equal(Start.AddMilliseconds(1234), listed.ReceivedAt);
        Assert.Equal((await test.Feed.ReadAsync(0, [FeedKind.Attendance], 1, default)).Items[0].DataJson, AttendanceJson.ToJson(listed));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_FaultyPacketOnTheSocket_IsRefusedTwiceThenItsGoodRecordsAreStored(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var upload = Faulty("smz-a03", "bad packet", triesBeforeStoring: 3, Record("smz-a03", "U1", 5));

        List<UploadOutcome> outcomes = [];
        for (var i = 0; i < 4; i++) outcomes.AddRange(await test.Attendance.StoreAsync([upload, Upload("other", Record("other", "U1", i))], default));

        // D18: third try.
        Assert.Equal(
            [
                new(UploadResult.Refused, 0, 0, 1), new(UploadResult.Refused, 0, 0, 2), new(UploadResult.Stored, 1, 0, 3),
                new UploadOutcome(UploadResult.Stored, 0, 1, 4),
            ],
            outcomes.Where((_, i) => i % 2 == 0));
        Assert.All(outcomes.Where((_, i) => i % 2 == 1), other => Assert.Equal(new UploadOutcome(UploadResult.Stored, 1, 0, 0), other));
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM outbox"));
        var entry = Assert.Single((await test.Quarantine.ListAsync(null, 10, null, default)).Items);
        Assert.Equal(
            ("smz-a03", Transport.Socket, 4, "logs[1].recog_time: no time", 1, true),
            (entry.Sn, entry.Transport, entry.Tries, entry.Reason, entry.BadRecords, entry.GoodRecordsStored));
        Assert.Equal("bad packet", Encoding.UTF8.GetString(entry.Content.Span));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_FaultyPacketThriceInOneGroup_CountsEachTry(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var upload = Faulty("smz-a03", "bad packet", triesBeforeStoring: 3, Record("smz-a03", "U1", 5));

        var outcomes = await test.Attendance.StoreAsync([upload, upload, upload], default);

        Assert.Equal([new(UploadResult.Refused, 0, 0, 1), new(UploadResult.Refused, 0, 0, 2), new(UploadResult.Stored, 1, 0, 3)], outcomes);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_FaultyPacketOverHttp_StoresAtTheFirstTry(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);

        var outcomes = await test.Attendance.StoreAsync([Faulty("smz-a03", "bad packet", triesBeforeStoring: 1, Record("smz-a03", "U1", 5))], default);

        Assert.Equal([new(UploadResult.Stored, 1, 0, 1)], outcomes); // D27
        Assert.True((await test.Quarantine.ListAsync("smz-a03", 10, null, default)).Items[0].GoodRecordsStored);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_FaultThatNeverStores_IsAlwaysRefused(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var upload = Faulty("smz-a03", "unreadable", triesBeforeStoring: 0);

        for (var i = 1; i <= 5; i++) Assert.Equal([new(UploadResult.Refused, 0, 0, i)], await test.Attendance.StoreAsync([upload], default));

        Assert.False((await test.Quarantine.ListAsync(null, 10, null, default)).Items[0].GoodRecordsStored);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_Pages_GiveEveryRecordOnceInOrderWhileMoreArrive(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var records = Enumerable.Range(0, 50).Select(i => Record($"sn-{i % 7}", $"U{i}", i / 5)).ToArray();
        await test.Attendance.StoreAsync([Upload("sn", records)], default);

        List<AttendanceRecord> read = [];
        string? cursor = null;
        do
        {
            var page = await test.Attendance.ListAsync(Any, 7, cursor, default);
            read.AddRange(page.Items);
            cursor = page.NextCursor;

            // Before the place of the cursor and after the end: neither shifts what the reader gets.
            await test.Attendance.StoreAsync([Upload("late", Record("late", "early" + read.Count, -100))], default);
        }
        while (cursor is not null);

        Assert.Equal(records.OrderBy(r => r.RecogTime).ThenBy(r => r.Id.ToString(), StringComparer.Ordinal), read);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_Filters_SelectExactly(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync(
            [Upload("A", Record("A", "U1", 0, "S1"), Record("A", "U2", 10, "S1"), Record("A", "U1", 20, "S2")), Upload("B", Record("B", "U1", 15))], default);

        async Task<string> ListAsync(AttendanceFilter filter) =>
            string.Join(' ', (await test.Attendance.ListAsync(filter, 10, null, default)).Items.Select(r => $"{r.Sn}{(r.RecogTime - Start).TotalSeconds}"));

        Assert.Equal("A0 A10 B15 A20", await ListAsync(Any));
        Assert.Equal("A0 A10 A20", await ListAsync(Any with { Sn = "A" }));
        Assert.Equal("A0 B15 A20", await ListAsync(Any with { UserId = "U1" }));
        Assert.Equal("A0 A10", await ListAsync(Any with { Site = "S1" }));
        Assert.Equal("A10 B15", await ListAsync(Any with { From = Start.AddSeconds(10), To = Start.AddSeconds(20) }));
        Assert.Equal("B15 A20", await ListAsync(Any with { From = Start.AddSeconds(10).AddTicks(1), UserId = null }));
        Assert.Equal("A20", await ListAsync(new AttendanceFilter("A", "U1", "S2", Start.AddSeconds(20), Start.AddSeconds(20).AddTicks(1))));
        Assert.Equal("", await ListAsync(Any with { Sn = "a" }));
    }

    [Theory]
    [InlineData("sn", "sn = 'A' AND recog_time >= 5", "ix_attendance_sn")]
    [InlineData("user_id", "user_id = 'U' AND recog_time >= 5", "ix_attendance_user_id")]
    [InlineData("site", "site = 'S' AND recog_time >= 5", "ix_attendance_site")]
    [InlineData("time", "recog_time >= 5", "ix_attendance_recog_time")]
    public async Task List_EachFilter_IsServedByItsIndexWithoutSorting(string filter, string condition, string index)
    {
        await using var test = await CreateAsync();

        var sql = $"SELECT * FROM attendance WHERE {condition} AND (recog_time > 5 OR id > x'00') ORDER BY recog_time, id LIMIT 10";
        var plan = await test.Database.ReadAsync((db, token) => PlanAsync(db, sql, token), default);

        Assert.True(plan.Contains(index, StringComparison.Ordinal) && !plan.Contains("TEMP B-TREE", StringComparison.Ordinal), $"{filter}: {plan}");
    }

    [Theory]
    [InlineData("!")]
    [InlineData("AAAA")]
    [InlineData("ZDpzbi0x")] // d:sn-1, a cursor of the device list
    [InlineData("YToxMjM6eHl6")] // a:123:xyz
    public async Task List_CursorOfNoOne_IsRefused(string cursor)
    {
        await using var test = await CreateAsync();

        await Assert.ThrowsAsync<CursorInvalidException>(() => test.Attendance.ListAsync(Any, 10, cursor, default));
    }

    internal static AttendanceUpload Faulty(string sn, string content, int triesBeforeStoring, params AttendanceRecord[] records)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return Upload(sn, records) with { Fault = new UploadFault(SHA256.HashData(bytes), bytes, "logs[1].recog_time: no time", 1, triesBeforeStoring) };
    }

    private static async Task<string> PlanAsync(LinqToDB.Data.DataConnection db, string sql, CancellationToken cancellation)
    {
        await using var command = (await db.OpenDbConnectionAsync(cancellation)).CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> steps = [];
        while (await reader.ReadAsync(cancellation)) steps.Add(reader.GetString(3));
        return string.Join("; ", steps);
    }
}
