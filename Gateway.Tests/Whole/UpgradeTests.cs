using System.Text.Json.Nodes;
using Gateway.Actors.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Whole;

/// <summary>A database that the version before the tag rows were an outbox has left when it was killed: Vectors/landed/make_landed.py says what is in it.</summary>
public sealed class UpgradeTests
{
    /// <summary>When it was left.</summary>
    private static readonly DateTimeOffset Left = new(2026, 11, 28, 19, 52, 30, TimeSpan.Zero);

    private static readonly string[] Sns = ["up-queue", "up-socket", "up-https", "up-done", "up-pending", "up-snap", "up-late"];

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Landed_QueuesHandOutsAndAnUnfinishedProjection_EveryOutcomeIsInTheFeedOnce(StorageProvider provider)
    {
        await using var test = await TestDatabase.UpgradeAsync(provider);
        await using var node = CommandNode.Start(test, new FakeTimeProvider(Left));
        Assert.True(await test.NumberAsync("SELECT count(*) FROM tags") > 0);

        node.StartProjection();

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM tags") == 0, "all that was due");
        string[] ended = ["done-0", "done-1", "done-2", "done-superseded", "pending-0", "pending-1", "pending-2", "pending-superseded", "socket-succeeded"];
        string[] open = ["done-queued", "snap-queued", "queue-0", "queue-1", "queue-2", "queue-3", "https-0", "https-1", "https-queued", "pending-queued", "socket-0", "socket-1"];
        if (provider == StorageProvider.PostgreSql)
        {
            // What the projection of that version had passed over.
            ended = [.. ended, "late-ended", "late-both"];
            open = [.. open, "late-queued", "meanwhile-0", "meanwhile-1", "meanwhile-2", "meanwhile-3"];
        }

        ended = [.. ended, .. Enumerable.Range(0, 51).Select(i => $"snap-{i}")];
        Assert.Equal(ended.Order(StringComparer.Ordinal), await test.ColumnAsync<string>("SELECT id FROM commands WHERE ended_at IS NOT NULL ORDER BY id"));
        Assert.Equal(open.Order(StringComparer.Ordinal), await test.ColumnAsync<string>("SELECT id FROM commands WHERE ended_at IS NULL ORDER BY id"));
        Assert.Equal(ended.Order(StringComparer.Ordinal), await FeedAsync(test));

        // What is open has a way to its end: its actor knows it from that version's journal and snapshots.
        foreach (var sn in Sns) await node.Region.AskAsync<Decommissioned>(new Decommission(sn, Left), Patience.Max);
        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands WHERE ended_at IS NULL") == 0, "their ends");
        Assert.Equal(ended.Concat(open).Order(StringComparer.Ordinal), await FeedAsync(test));
    }

    /// <summary>An outcome is not told a second time because its command, or its item of the feed, was too old to be kept.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Landed_CommandsThatRetentionHasHad_AreNotToldAgain(StorageProvider provider)
    {
        await using var test = await TestDatabase.UpgradeAsync(
            provider,
            """
            DELETE FROM commands WHERE id IN ('done-0', 'done-1', 'done-2');
            DELETE FROM feed WHERE seq <= (SELECT seq FROM feed WHERE data LIKE '%"done-1"%');
            """);
        await using var node = CommandNode.Start(test, new FakeTimeProvider(Left));

        node.StartProjection();

        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM tags") == 0, "all that was due");
        Assert.Equal(["done-2", "done-superseded"], (await FeedAsync(test)).Where(id => id.StartsWith("done", StringComparison.Ordinal)));
    }

    /// <summary>Every command id in the feed, by id.</summary>
    private static async Task<string[]> FeedAsync(TestDatabase test)
    {
        while ((await test.Feed.SequenceAsync(1000, default)).Moved > 0) ;
        var slice = await test.Feed.ReadAsync(0, [FeedKind.Command], 1000, default);
        return [.. slice.Items.Select(item => (string)JsonNode.Parse(item.DataJson)!["id"]!).Order(StringComparer.Ordinal)];
    }
}
