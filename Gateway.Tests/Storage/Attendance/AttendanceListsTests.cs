using Gateway.Actors.Attendance;
using Gateway.Storage.Attendance;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Attendance;

public sealed class AttendanceListsTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    private static readonly AttendanceFilter Any = new(null, null, null, null, null);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Newest_WalkedByCursor_IsTheListOfTheApiTurnedRound(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var records = Enumerable.Range(0, 23).Select(i => Record($"d{i % 3}", $"u{i:00}", i / 2, i % 2 == 0 ? "A" : "B", """{"x":1}""")).ToArray();
        await test.Attendance.StoreAsync([.. records.Select(record => Upload(record.Sn, record))], default);
        var lists = new AttendanceLists(test.Database);

        var all = Any with { Site = "B", Sn = "d1", From = Start.AddSeconds(2), To = Start.AddSeconds(9) };
        foreach (var filter in (AttendanceFilter[])[Any, Any with { Sn = "d1" }, Any with { Site = "A" }, Any with { UserId = "u05" }, all])
        {
            var oldest = (await test.Attendance.ListAsync(filter, 100, null, default)).Items;
            var newest = await WalkAsync(lists, filter, 4);

            Assert.Equal(oldest.Reverse().Select(static record => record with { ExtraJson = null }), newest);
            Assert.Equal(oldest.Count, await lists.CountAsync(filter, 100, default));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Count_MoreThanItGoes_EndsOneAbove(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync([Upload("d1", [.. Enumerable.Range(0, 9).Select(static i => Record("d1", $"u{i}", i))])], default);
        var lists = new AttendanceLists(test.Database);

        Assert.Equal(9, await lists.CountAsync(Any, 9, default));
        Assert.Equal(9, await lists.CountAsync(Any, 8, default));
        Assert.Equal(4, await lists.CountAsync(Any, 3, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Newest_RecordsOfADeadClockAgain_AreAmongThem(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync([Upload("d1", Record("d1", "u1", 5))], default);
        await test.ExecuteAsync(
            "INSERT INTO attendance_again (id, sn, user_id, recog_time, recog_time_text, received_at, transport, site) "
            + "SELECT id, 'd2', user_id, recog_time + 1000, recog_time_text, received_at, transport, site FROM attendance");
        var lists = new AttendanceLists(test.Database);

        Assert.Equal(["d2", "d1"], (await WalkAsync(lists, Any, 1)).Select(static record => record.Sn));
        Assert.Equal(2, await lists.CountAsync(Any, 10, default));
    }

    [Fact]
    public async Task Newest_CursorOfAnotherList_IsRefused()
    {
        await using var test = await CreateAsync();
        await test.Attendance.StoreAsync([Upload("d1", Record("d1", "u1", 1), Record("d1", "u2", 2))], default);
        var other = (await test.Attendance.ListAsync(Any, 1, null, default)).NextCursor;

        await Assert.ThrowsAsync<CursorInvalidException>(() => new AttendanceLists(test.Database).NewestAsync(Any, 1, other, default));
    }

    private static async Task<List<AttendanceRecord>> WalkAsync(AttendanceLists lists, AttendanceFilter filter, int limit)
    {
        var records = new List<AttendanceRecord>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await lists.NewestAsync(filter, limit, cursor, default);
            records.AddRange(page.Items);
            cursor = page.NextCursor;
        }

        return records;
    }
}
