using Gateway.Storage.Imports;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Storage.Imports;

public sealed class ImportStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Imports_BegunAndEnded_AreListedLatestFirst(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var store = new ImportStore(test.Database, test.Clock);
        var ids = new List<string>();
        foreach (var (kind, site) in new[] { (ImportKind.Devices, ""), (ImportKind.Roster, "A-1"), (ImportKind.Roster, "A-2"), (ImportKind.Roster, "A-1") })
        {
            ids.Add(await store.BeginAsync(kind, site, "名单.xlsx" + new string('x', 300), "admin", default));
            test.Clock.Now += TimeSpan.FromSeconds(1);
        }

        var counts = new ImportCounts(500, 480, 10, 5, 3, 5);
        await store.EndAsync(ids[1], counts, isWhole: true, default);

        var first = await store.ListAsync(null, null, 3, null, default);
        var second = await store.ListAsync(null, null, 3, first.NextCursor, default);
        Assert.Equal(Enumerable.Reverse(ids), first.Items.Concat(second.Items).Select(static entry => entry.Id));
        Assert.Equal([ids[3], ids[1]], (await store.ListAsync(ImportKind.Roster, "A-1", 9, null, default)).Items.Select(static entry => entry.Id));
        var ended = first.Items[2];
        Assert.Equal((counts, true, TestDatabase.Start.AddSeconds(1), TestDatabase.Start.AddSeconds(4)), (ended.Counts, ended.IsWhole, ended.StartedAt, ended.EndedAt!.Value));
        Assert.Equal(("A-1", "admin", 200), (ended.Site, ended.KeyId, ended.File.Length));
        Assert.Null(first.Items[0].EndedAt);
        await Assert.ThrowsAsync<CursorInvalidException>(() => store.ListAsync(null, null, 3, "none", default));
    }
}
