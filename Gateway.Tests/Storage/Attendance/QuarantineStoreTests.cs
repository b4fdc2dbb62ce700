using Gateway.Actors.Attendance;
using Gateway.Actors.Privacy;
using Gateway.Platform.Alarms;
using Gateway.Storage.Attendance;
using Gateway.Storage.Sites;
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

        Assert.Equal(Deletion.Deleted, await test.Quarantine.DeleteAsync(id, default));

        Assert.Equal(Deletion.Unknown, await test.Quarantine.DeleteAsync(id, default));
        Assert.Equal(Deletion.Unknown, await test.Quarantine.DeleteAsync("no number", default));
        Assert.Single((await test.Quarantine.ListAsync(null, 10, null, default)).Items);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_MoreThanItsKeyReadsOfOneDevice_EvictsNothingAndTakesNoMore(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync([.. Enumerable.Range(0, 1000).Select(i => AttendanceStoreTests.Faulty("A", $"{i}", 3))], default);

        var outcomes = await test.Attendance.StoreAsync(
            [
                AttendanceStoreTests.Faulty("A", "new", 3, Record("A", "U1", 1)), AttendanceStoreTests.Faulty("A", "7", 3),
                AttendanceStoreTests.Faulty("other", "0", 3), Garbage("A", "garbage", "192.0.2.1"),
            ],
            default);

        // What has no room cannot be counted to the third try, and its good records are attendance all the same. What is there already is counted as before.
        Assert.Equal([new(UploadResult.NotTaken, 1, 0, 0), new(UploadResult.Refused, 0, 0, 2), new(UploadResult.Refused, 0, 0, 1), new(UploadResult.Refused, 0, 0, 1)], outcomes);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}").Append("garbage"), (await test.Quarantine.ListAsync("A", 2000, null, default)).Items.Select(Text));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM attendance"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_LargeContents_AreBoundedInBytesAndPages(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var large = new string('x', 12 * 1024 * 1024);
        var outcomes = new List<UploadResult>();

        for (var i = 0; i < 7; i++) outcomes.Add((await test.Attendance.StoreAsync([AttendanceStoreTests.Faulty("A", i + large, 3)], default))[0].Result);

        // 64 MiB hold five of 12 MiB; a page of 16 MiB holds one.
        Assert.Equal([.. Enumerable.Repeat(UploadResult.Refused, 5), UploadResult.NotTaken, UploadResult.NotTaken], outcomes);
        var page = await test.Quarantine.ListAsync("A", 10, null, default);
        Assert.Equal((byte)'0', Assert.Single(page.Items).Content.Span[0]);
        Assert.NotNull(page.NextCursor);
        Assert.Equal((byte)'1', Assert.Single((await test.Quarantine.ListAsync("A", 10, page.NextCursor, default)).Items).Content.Span[0]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_GarbageOfOneAddress_HasATenthOfAllAndLeavesRoomForOthers(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var small = new AttendanceStore(test.Database, test.Protection, test.Hidden, ClearFields.Default, Small);

        var first = await small.StoreAsync([.. Enumerable.Range(0, 6).Select(i => Garbage($"sn{i}", "g", "192.0.2.1"))], default);
        var second = await small.StoreAsync([Garbage("sn9", "g", "192.0.2.2"), Garbage("sn0", "g", "192.0.2.1"), AttendanceStoreTests.Faulty("sn0", "bad", 3)], default);

        Assert.Equal(4, first.Count(outcome => outcome.Result == UploadResult.Refused));
        Assert.Equal(2, first.Count(outcome => outcome.Result == UploadResult.NotTaken));
        Assert.Equal([new(UploadResult.Refused, 0, 0, 1), new(UploadResult.Refused, 0, 0, 2), new(UploadResult.Refused, 0, 0, 1)], second);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_ReadByAnotherKey_HasTheOtherHalfWhateverGarbageThereIs(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var small = new AttendanceStore(test.Database, test.Protection, test.Hidden, ClearFields.Default, Small);
        await small.StoreAsync([.. Enumerable.Range(0, 5).Select(i => Garbage("A", $"garbage {i}", $"192.0.2.{i}"))], default);
        static AttendanceUpload Named(string content, bool isAttendance) => Garbage("A", content, "192.0.2.9") is var upload
            ? upload with { Fault = upload.Fault! with { Key = new KeyFinding(KeyFinding.KeyIsSn, "the SN", isAttendance) } }
            : null!;

        var named = await small.StoreAsync([.. Enumerable.Range(0, 4).Select(i => Named($"named {i}", true)), Named("a heartbeat", false)], default);

        Assert.Equal([UploadResult.Refused, UploadResult.Refused, UploadResult.Refused, UploadResult.NotTaken, UploadResult.NotTaken], named.Select(one => one.Result));
        var entries = (await test.Quarantine.ListAsync("A", 10, null, default)).Items;
        Assert.Equal([null, null, null, "key_is_sn", "key_is_sn", "key_is_sn"], entries.Select(entry => entry.Diagnosis));
        Assert.All(entries, entry => Assert.False(entry.IsClear));
        var alarms = (await new QuarantineStore(test.Database, test.Protection, Small).UsesAsync(10, default)).SelectMany(QuarantineAlarms.Of);
        Assert.Contains(alarms, alarm => (alarm.Code, alarm.Subject) == ("quarantine-half", "192.0.2.9"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_ReadAgain_ReleasesTheEntryWithItsRecords(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Attendance.StoreAsync([Garbage("A", "1", "192.0.2.1"), Garbage("A", "2", "192.0.2.1")], default);
        var ids = (await test.Quarantine.ListAsync("A", 10, null, default)).Items.Select(entry => long.Parse(entry.Id, CultureInfo.InvariantCulture)).ToArray();
        await test.RefuseInsertsAsync("outbox");

        await Assert.ThrowsAnyAsync<Exception>(() => test.Attendance.StoreAsync([Upload("A", Record("A", "U1", 1)) with { Releases = ids[0] }], default));

        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM quarantine"));
        await test.ExecuteAsync(provider == StorageProvider.Sqlite ? "DROP TRIGGER refuses" : "DROP TRIGGER refuses ON outbox");
        var again = Upload("A", Record("A", "U1", 1)) with { Releases = ids[0] };
        Assert.Equal([new(UploadResult.Stored, 1, 0, 0), new(UploadResult.Stored, 0, 1, 0)], await test.Attendance.StoreAsync([again, again], default));
        Assert.Equal("2", Text(Assert.Single((await test.Quarantine.ListAsync("A", 10, null, default)).Items)));

        // No room for what is wrong in it: its good records are durable, and it stays.
        var full = new AttendanceStore(test.Database, test.Protection, test.Hidden, ClearFields.Default, Small with { Readable = new(0, 0) });
        var outcomes = await full.StoreAsync([AttendanceStoreTests.Faulty("A", "in clear", 1, Record("A", "U2", 1)) with { Releases = ids[1] }], default);
        Assert.Equal([new(UploadResult.NotTaken, 1, 0, 0)], outcomes);
        Assert.Single((await test.Quarantine.ListAsync("A", 10, null, default)).Items);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_ManyAtOnce_NeverPassTheBound(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var small = new AttendanceStore(test.Database, test.Protection, test.Hidden, ClearFields.Default, Small);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(() => small.StoreAsync([Garbage("A", $"{i % 20}", "192.0.2.1"), Garbage("A", $"{(i + 7) % 20}", "192.0.2.1")], default))));

        Assert.Equal(3, await test.NumberAsync("SELECT count(*) FROM quarantine"));
        Assert.Equal(await test.NumberAsync("SELECT sum(tries) FROM quarantine"), outcomes.Sum(two => two.Count(outcome => outcome.Result == UploadResult.Refused)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Uses_FirstEntryAndHalf_AreTold(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var small = new AttendanceStore(test.Database, test.Protection, test.Hidden, ClearFields.Default, Small);
        await small.StoreAsync(
            [AttendanceStoreTests.Faulty("fine", "1", 3), Garbage("A", "1", "192.0.2.1"), Garbage("B", "1", "192.0.2.1"), Garbage("B", "2", "192.0.2.7")], default);

        var uses = await new QuarantineStore(test.Database, test.Protection, Small).UsesAsync(10, default);
        var alarms = uses.SelectMany(QuarantineAlarms.Of).Select(alarm => (alarm.Code, alarm.Subject));

        Assert.Equal(
            [("quarantine-entry", "B"), ("quarantine-half", "B"), ("quarantine-entry", "A"), ("quarantine-half", "192.0.2.1")], alarms);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Migration_EntriesOfBefore_HaveTheShareOfTheirReason(StorageProvider provider)
    {
        var no = provider == StorageProvider.Sqlite ? "0" : "false";
        await using var test = await UpgradeAsync(
            provider,
            $"""
            INSERT INTO quarantine (sn, content_hash, transport, first_at, last_at, tries, reason, bad_records, good_records_stored, content_length, content_protected)
            VALUES ('A', {Bytes(provider, "01")}, 'http', 1, 1, 1, 'decrypt: no', 0, {no}, 1, {Bytes(provider, "00")}),
                   ('B', {Bytes(provider, "02")}, 'http', 1, 1, 1, 'logs[0].user_id: missing', 1, {no}, 1, {Bytes(provider, "00")});
            """);

        Assert.Equal(["unread", "readable"], await test.ColumnAsync<string>("SELECT share FROM quarantine WHERE sn IN ('A', 'B') AND content_length = 1 ORDER BY sn"));
    }

    /// <summary>Three of one SN, four of one address.</summary>
    private static QuarantineLimits Small { get; } = new(Readable: new(100, 1000), Unread: new(3, 1000), UnreadOfAll: new(40, 1_000_000));

    private static AttendanceUpload Garbage(string sn, string content, string address)
    {
        var upload = AttendanceStoreTests.Faulty(sn, content, 0);
        return upload with { Fault = upload.Fault! with { UnprovedFrom = address } };
    }

    private static string Text(QuarantineEntry entry) => System.Text.Encoding.UTF8.GetString(entry.Content.Span);

    private static string Bytes(StorageProvider provider, string hex) => provider == StorageProvider.Sqlite ? $"x'{hex}'" : $"'\\x{hex}'";
}
