using System.Net;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Storage.Retention;
using Gateway.Storage.Sql;
using Gateway.Storage.UnknownTerminals;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Storage.UnknownTerminals;

public sealed class UnknownTerminalStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Terminals_SeenByNodes_AreListedUntilTheyAreDevicesAndBoundedByClient(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var store = new UnknownTerminalStore(test.Database);
        await store.AddAsync([Seen("b", 1), Seen("a", 1), Seen("c", 2)], default);
        await store.AddAsync([Seen("a", 9, "person push") with { UploadsRefused = 3, Longest = 7 }], default);

        var first = await store.ListAsync(2, null, default);
        var second = await store.ListAsync(2, first.NextCursor, default);
        Assert.Equal(["a", "c", "b"], first.Items.Concat(second.Items).Select(row => row.Sn));
        var both = first.Items[0];
        Assert.Equal((2, 3, 40), (both.Tries, both.UploadsRefused, both.Longest));
        Assert.Equal((TestDatabase.Start.AddSeconds(1), TestDatabase.Start.AddSeconds(9)), (both.FirstSeen, both.LastSeen));
        Assert.Equal("heartbeat|person push", string.Join('|', both.Words));
        await Assert.ThrowsAsync<CursorInvalidException>(() => store.ListAsync(2, "none", default));

        await test.Devices.PutAsync([TestDatabase.Device("a")], default);
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM unknown_terminals WHERE sn = 'a'"));
        await store.AddAsync([Seen("a", 20)], default);
        Assert.Equal(["c", "b"], (await store.ListAsync(9, null, default)).Items.Select(row => row.Sn));

        await store.AddAsync([.. Enumerable.Range(0, 150).Select(i => Seen($"x{i:000}", 100 + i, from: "10.9.9.9"))], default);
        var rows = (await store.ListAsync(1000, null, default)).Items;
        Assert.Equal((102, "x149", "x050"), (rows.Count, rows[0].Sn, rows[UnknownTerminalStore.RowsPerClientMax - 1].Sn));
        var (retention, before) = (new RetentionStore(test.Database), TestDatabase.Start.AddSeconds(99));
        Assert.Equal((2, 0), (await retention.DeleteUnknownTerminalsAsync(before, 9, default), await retention.DeleteUnknownTerminalsAsync(before, 9, default)));
    }

    private static UnknownTerminal Seen(string sn, int second, string word = "heartbeat", string from = "10.0.0.1") =>
        UnknownTerminal.Once(sn, Transport.Socket, from + ":7", IPAddress.Parse(from), TestDatabase.Start.AddSeconds(second), word, 40, "little");
}
