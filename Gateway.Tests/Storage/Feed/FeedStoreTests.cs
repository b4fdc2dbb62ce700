using Gateway.Actors.Feed;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Feed;

public sealed class FeedStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Sequence_InBatches_NumbersFromOneWithoutGapsInOutboxOrder(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        Assert.Equal(new SequencedBatch(0, 0), await test.Feed.SequenceAsync(10, default));
        await StoreAsync(test, 25);
        var order = await test.ColumnAsync<string>("SELECT data FROM outbox ORDER BY id");

        Assert.Equal(new SequencedBatch(10, 10), await test.Feed.SequenceAsync(10, default));
        Assert.Equal(new SequencedBatch(10, 20), await test.Feed.SequenceAsync(10, default));
        Assert.Equal(new SequencedBatch(5, 25), await test.Feed.SequenceAsync(10, default));
        Assert.Equal(new SequencedBatch(0, 25), await test.Feed.SequenceAsync(10, default));

        var feed = (await test.Feed.ReadAsync(0, null, 100, default)).Items;
        Assert.Equal(Enumerable.Range(1, 25).Select(i => (long)i), feed.Select(f => f.Seq));
        Assert.Equal(order, feed.Select(f => f.DataJson));
        Assert.All(feed, f => Assert.Equal((FeedKind.Attendance, "sn", Start.AddHours(1)), (f.Kind, f.Sn, f.At)));
        Assert.Equal(25, await test.Feed.HeadAsync(default));
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    /// <summary>Two sequencers and uploaders at once: one of two sequencers may be refused, but never a gap, a double or a loss.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Sequence_SeveralAtOnce_NeverLeavesAGapOrADouble(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await using var other = new Database(test.Options);
        using var stop = new CancellationTokenSource();
        var sequencers = new[] { test.Feed, new FeedStore(other, new FeedMemory(), test.Clock, NullLogger<FeedStore>.Instance) }.Select(feed => Task.Run(async () =>
        {
            var refused = 0;
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await feed.SequenceAsync(7, default);
                }
                catch (Exception failure) when (failure is FeedFencedException or Npgsql.PostgresException { SqlState: "23505" })
                {
                    refused++;
                }

                await Task.Yield();
            }

            return refused;
        })).ToList();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(task => Task.Run(() => StoreAsync(test, 100, $"sn{task}"))));
        await stop.CancelAsync();
        await Task.WhenAll(sequencers);
        while ((await test.Feed.SequenceAsync(100, default)).Moved > 0)
        {
        }

        var feed = (await test.Feed.ReadAsync(0, null, 1000, default)).Items;
        Assert.Equal(Enumerable.Range(1, 400).Select(i => (long)i), feed.Select(f => f.Seq));
        Assert.Equal(400, feed.Select(f => f.DataJson).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Sequence_WhenTheHeadIsBehindTheFeed_ThrowsAndChangesNothing(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await StoreAsync(test, 3);
        await test.Feed.SequenceAsync(3, default);
        await StoreAsync(test, 3, "later");
        await test.ExecuteAsync("UPDATE feed_head SET last_seq = 1");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.Feed.SequenceAsync(3, default));

        Assert.Equal(3, await test.NumberAsync("SELECT count(*) FROM feed"));
        Assert.Equal(3, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    /// <summary>What another sequencer does between this one's reading and its writing, by a trigger, since SQLite lets no second writer in.</summary>
    [Fact]
    public async Task Sequence_WhenTheHeadMovesMeanwhile_IsFencedAndChangesNothing()
    {
        await using var test = await CreateAsync();
        await StoreAsync(test, 3);
        await test.ExecuteAsync("CREATE TRIGGER meanwhile AFTER INSERT ON feed WHEN new.seq = 1 BEGIN UPDATE feed_head SET last_seq = 9; END");

        await Assert.ThrowsAsync<FeedFencedException>(() => test.Feed.SequenceAsync(3, default));

        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM feed"));
        Assert.Equal(3, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(0, await test.Feed.HeadAsync(default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Sequence_AfterItemsWereRemovedByAge_GoesOnFromTheHead(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await StoreAsync(test, 3);
        await test.Feed.SequenceAsync(3, default);
        await test.ExecuteAsync("DELETE FROM feed");
        await test.ReopenAsync();
        await StoreAsync(test, 1, "later");

        Assert.Equal(new SequencedBatch(1, 4), await test.Feed.SequenceAsync(3, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Read_ByKinds_GivesThoseAfterTheNumberInOrder(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        foreach (var kind in "adcadraad")
        {
            var name = kind switch { 'a' => "attendance", 'd' => "device", 'c' => "command", _ => "registration" };
            await test.ExecuteAsync($"INSERT INTO outbox (kind, sn, at, data) VALUES ('{name}', 'sn', 0, '{{}}')");
        }

        await test.Feed.SequenceAsync(100, default);

        async Task<string> ReadAsync(long after, int limit, params FeedKind[] kinds) =>
            string.Join(' ', (await test.Feed.ReadAsync(after, kinds, limit, default)).Items.Select(f => $"{f.Seq}{f.Kind.ToString()[0]}"));

        Assert.Equal("1A 2D 3C 4A 5D 6R 7A 8A 9D", await ReadAsync(0, 100));
        Assert.Equal("3C 4A", await ReadAsync(2, 2));
        Assert.Equal("2D 5D 9D", await ReadAsync(0, 100, FeedKind.Device));
        Assert.Equal("2D 3C 5D", await ReadAsync(1, 3, FeedKind.Device, FeedKind.Command, FeedKind.Device));
        Assert.Equal("6R 7A 8A", await ReadAsync(4, 3, FeedKind.Attendance, FeedKind.Registration, FeedKind.Command));
        Assert.Equal("", await ReadAsync(9, 3));
    }

    [Fact]
    public async Task Read_ByKinds_UsesTheIndexOfKinds()
    {
        await using var test = await CreateAsync();

        var plan = await test.Database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("EXPLAIN QUERY PLAN " + FeedRow.Sql(2), token);
                foreach (var name in (string[])["after", "limit", "kind0", "kind1"]) command.With(name, 1);
                return string.Join("; ", await command.ToListAsync(row => row.GetString(3), token));
            },
            default);

        Assert.Contains("ix_feed_kind (kind=? AND seq>?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN feed", plan, StringComparison.Ordinal);
    }

    private static async Task StoreAsync(TestDatabase test, int count, string sn = "sn")
    {
        for (var i = 0; i < count; i += 5)
            await test.Attendance.StoreAsync([Upload(sn, [.. Enumerable.Range(i, Math.Min(5, count - i)).Select(second => Record(sn, "U", second))])], default);
    }
}
