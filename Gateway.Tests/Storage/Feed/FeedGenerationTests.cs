using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Feed;

/// <summary>When the feed begins a generation, and which positions that leaves valid.</summary>
public sealed class FeedGenerationTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-feed-");

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Read_FeedEndsBeforeWhatTheNodeHasSeen_BeginsAGenerationAtTheFork(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var first = (await SeenAsync(test, "node", 7)).Current;
        await RewindAsync(test, 4);

        using var memory = Memory("node");
        var state = (await test.FeedOf(memory).ReadAsync(4, null, 10, default)).State;

        Assert.Equal((1, 2, 5), (first.Number, state.Current.Number, state.Current.FirstSeq));
        Assert.Equal((5, null, null), (state.ForkOf(first.Name, 7), state.ForkOf(first.Name, 4), state.ForkOf(state.Current.Name, 7)));
        Assert.Equal(state.Generations, (await test.FeedOf(memory).StateAsync(default)).Generations);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Sequence_FeedEndsBeforeWhatTheNodeHasSeen_BeginsAGenerationBeforeItNumbers(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var first = (await SeenAsync(test, "node", 7)).Current;
        await RewindAsync(test, 4);
        await GrowAsync(test, 10);

        using var memory = Memory("node");
        Assert.Equal(14, (await test.FeedOf(memory).SequenceAsync(100, default)).LastSeq);

        Assert.Equal(5, (await test.Feed.StateAsync(default)).ForkOf(first.Name, 7));
    }

    /// <summary>Each remembers a little more than the one before; the first that looks is enough for all.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Read_SeveralNodesHaveSeenMore_OneGenerationBegins(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        foreach (var (node, head) in new[] { ("a", 6), ("b", 7), ("c", 8) }) await SeenAsync(test, node, head);
        await RewindAsync(test, 4);

        foreach (var node in (string[])["b", "c", "a", "b"])
        {
            using var memory = Memory(node);
            Assert.Equal(2, (await test.FeedOf(memory).StateAsync(default)).Current.Number);
        }
    }

    /// <summary>The old primary comes back without what happened after it had gone: its own numbers from there on are other items too.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Read_DatabaseFromBeforeAGenerationBegan_KnowsItAgainAndForksFromItsBeginning(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var first = (await SeenAsync(test, "node", 7)).Current;
        await RewindAsync(test, 4);
        var lost = (await SeenAsync(test, "node", 6)).Current;
        await test.ExecuteAsync("DELETE FROM feed_generations WHERE number > 1");
        await GrowAsync(test, 3);
        await test.Feed.SequenceAsync(10, default); // It has 9 of its own; those of the lost generation were others from 5 on.

        using var memory = Memory("node");
        var state = await test.FeedOf(memory).StateAsync(default);

        Assert.Equal([first.Name, lost.Name], state.Generations.Take(2).Select(generation => generation.Name));
        Assert.Equal((3, 5, 9), (state.Current.Number, state.Current.FirstSeq, state.Head));
        Assert.Equal((5, 5, null), (state.ForkOf(lost.Name, 6), state.ForkOf(first.Name, 8), state.ForkOf(lost.Name, 4)));
    }

    /// <summary>A standby has taken over, or a dump was restored, and what it lost nobody here knows. Who had not read beyond it is not disturbed.</summary>
    [PostgresFact]
    public async Task Sequence_DatabaseHasMoved_BeginsAGenerationBehindItsHead()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        var first = (await SeenAsync(test, "node", 5)).Current;
        Assert.Matches("^[0-9]+/[0-9A-F]{8}/[0-9]+/[0-9]+$", Assert.Single(await test.ColumnAsync<string>("SELECT lineage FROM feed_head")));
        await test.ExecuteAsync("UPDATE feed_head SET lineage = '1/00000001/1/1'");
        await GrowAsync(test, 2);

        await test.Feed.SequenceAsync(10, default);
        await test.Feed.SequenceAsync(10, default);

        var state = await test.Feed.StateAsync(default);
        Assert.Equal((2, 6, 7), (state.Current.Number, state.Current.FirstSeq, state.Head));
        Assert.Equal((null, 6), (state.ForkOf(first.Name, 5), state.ForkOf(first.Name, 6)));
    }

    /// <summary>Server, timeline, database and table are no secrets of PostgreSQL.</summary>
    [PostgresFact]
    public async Task Sequence_ByAnOrdinaryRole_KnowsWhereTheDatabaseIs()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        var role = "gateway_" + Guid.NewGuid().ToString("N");
        await test.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'ordinary'; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}");
        await GrowAsync(test, 1);
        var connection = new NpgsqlConnectionStringBuilder(test.Options.ConnectionString) { Username = role, Password = "ordinary", Pooling = false };
        await using (var database = new Database(test.Options with { ConnectionString = connection.ConnectionString }))
        {
            using var memory = Memory("node");
            await new FeedStore(database, memory, test.Clock, NullLogger<FeedStore>.Instance).SequenceAsync(10, default);
        }

        Assert.Matches("^[0-9]+/[0-9A-F]{8}/[0-9]+/[0-9]+$", Assert.Single(await test.ColumnAsync<string>("SELECT lineage FROM feed_head")));
        await test.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task Read_AnotherDatabase_IsNotComparedWithWhatWasSeenOfTheFirst()
    {
        await using (var test = await CreateAsync()) await SeenAsync(test, "node", 7);
        await using var other = await CreateAsync();
        using var memory = Memory("node");

        Assert.Equal(1, (await other.FeedOf(memory).StateAsync(default)).Current.Number);
    }

    [Fact]
    public async Task Read_MemoryIsUnreadable_GoesOnWithoutIt()
    {
        await using var test = await CreateAsync();
        await SeenAsync(test, "node", 7);
        await File.WriteAllTextAsync(PathOf("node"), "{");
        await RewindAsync(test, 4);
        using var memory = Memory("node");

        Assert.Equal((1, 4), (await test.FeedOf(memory).StateAsync(default)) switch { var state => (state.Current.Number, state.Head) });
    }

    private string PathOf(string node) => Path.Combine(_directory.FullName, node);

    private FeedMemory Memory(string node) => new(PathOf(node));

    /// <summary>The feed grows to this head, and the node sees it.</summary>
    private async Task<FeedState> SeenAsync(TestDatabase test, string node, int head)
    {
        using var memory = Memory(node);
        var feed = test.FeedOf(memory);
        await GrowAsync(test, head - (int)(await feed.StateAsync(default)).Head);
        await feed.SequenceAsync(100, default);
        return await feed.StateAsync(default);
    }

    private static async Task GrowAsync(TestDatabase test, int items)
    {
        for (var i = 0; i < items; i++) await test.ExecuteAsync("INSERT INTO outbox (kind, sn, at, data) VALUES ('device', 'sn', 0, '{}')");
    }

    private static async Task RewindAsync(TestDatabase test, int head)
    {
        await test.ExecuteAsync($"DELETE FROM feed WHERE seq > {head}");
        await test.ExecuteAsync($"UPDATE feed_head SET last_seq = {head}");
    }
}
