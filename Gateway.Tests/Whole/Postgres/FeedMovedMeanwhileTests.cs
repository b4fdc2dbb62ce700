using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>A reader that is told of items which the sequencer commits just while it looks whether the feed has gone back.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class FeedMovedMeanwhileTests
{
    private const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    [PostgresFact]
    public async Task State_WhileTheSequencerCommits_IsTheNewOneAndBeginsNoGeneration()
    {
        await using var test = await TestDatabase.CreateAsync(StorageProvider.PostgreSql);
        var memory = new FeedMemory();
        var feed = test.FeedOf(memory);
        var before = await feed.StateAsync(default);

        await using var sequencer = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(test.Options.ConnectionString) { Pooling = false }.ConnectionString);
        await sequencer.OpenAsync();
        await using var transaction = await sequencer.BeginTransactionAsync();
        await using (var advance = new NpgsqlCommand("UPDATE feed_head SET last_seq = last_seq + 20 WHERE id = 1", sequencer, transaction)) await advance.ExecuteNonQueryAsync();
        memory.Saw(before with { Head = before.Head + 20 }); // As by another thread of the node, the moment that it is committed.
        var reading = Task.Run(() => feed.StateAsync(default));
        await Patience.UntilAsync(async () => await test.NumberAsync(Waiting) > 0, "the reader wants to begin a generation");
        await transaction.CommitAsync();

        var after = await reading;
        Assert.Equal((before.Head + 20, before.Generations.Count), (after.Head, after.Generations.Count));
    }
}
