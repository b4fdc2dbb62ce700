using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Attendance;

public sealed class QuarantineStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_Pages_OldestFirstByDevice(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        foreach (var i in Enumerable.Range(0, 6))
            await test.Attendance.StoreAsync([AttendanceStoreTests.Faulty(i % 2 == 0 ? "A" : "B", $"packet {i}", 3)], default);

        var first = await test.Quarantine.ListAsync("A", 2, null, default);
        var second = await test.Quarantine.ListAsync("A", 2, first.NextCursor, default);

        Assert.Equal(["packet 0", "packet 2", "packet 4"], first.Items.Concat(second.Items).Select(e => System.Text.Encoding.UTF8.GetString(e.Content.Span)));
        Assert.Null(second.NextCursor);
        Assert.Equal(6, (await test.Quarantine.ListAsync(null, 6, null, default)).Items.Count);
        Assert.Empty((await test.Quarantine.ListAsync("C", 6, null, default)).Items);
        await Assert.ThrowsAsync<CursorInvalidException>(() => test.Quarantine.ListAsync(null, 6, "cTp4", default)); // q:x
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Delete_RemovesOne(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync([AttendanceStoreTests.Faulty("A", "1", 3), AttendanceStoreTests.Faulty("A", "2", 3)], default);
        var id = (await test.Quarantine.ListAsync(null, 1, null, default)).Items[0].Id;

        Assert.True(await test.Quarantine.DeleteAsync(id, default));

        Assert.False(await test.Quarantine.DeleteAsync(id, default));
        Assert.False(await test.Quarantine.DeleteAsync("no number", default));
        Assert.Single((await test.Quarantine.ListAsync(null, 10, null, default)).Items);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_MoreThanTheBoundOfOneDevice_DropsItsOldestOnly(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync([AttendanceStoreTests.Faulty("other", "0", 3)], default);

        await test.Attendance.StoreAsync([.. Enumerable.Range(0, 1003).Select(i => AttendanceStoreTests.Faulty("A", $"{i}", 3))], default);

        var entries = (await test.Quarantine.ListAsync("A", 2000, null, default)).Items;
        Assert.Equal(Enumerable.Range(3, 1000).Select(i => $"{i}"), entries.Select(e => System.Text.Encoding.UTF8.GetString(e.Content.Span)));
        Assert.Single((await test.Quarantine.ListAsync("other", 10, null, default)).Items);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_LargeContents_AreBoundedInBytesAndPages(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var large = new string('x', 12 * 1024 * 1024);

        for (var i = 0; i < 7; i++) await test.Attendance.StoreAsync([AttendanceStoreTests.Faulty("A", i + large, 3)], default);

        // 64 MiB hold five of 12 MiB; a page of 16 MiB holds one.
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM quarantine"));
        var page = await test.Quarantine.ListAsync("A", 10, null, default);
        Assert.Equal((byte)'2', Assert.Single(page.Items).Content.Span[0]);
        Assert.NotNull(page.NextCursor);
        Assert.Equal((byte)'3', Assert.Single((await test.Quarantine.ListAsync("A", 10, page.NextCursor, default)).Items).Content.Span[0]);
    }
}
