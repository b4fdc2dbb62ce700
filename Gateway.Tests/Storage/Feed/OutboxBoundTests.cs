using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Storage.Feed;

/// <summary>The outbox is looked through from where it is still of interest, and yet nothing stays behind.</summary>
public sealed class OutboxBoundTests
{
    private const int Rows = 20_000;

    private static readonly TimeSpan Turn = OutboxBound.Lag + TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Take_Bound_LagsAndIsTheBeginningEverySecondTurn()
    {
        var bound = new OutboxBound(_time);
        bound.Moved(10);
        Assert.Equal(0, bound.Take());

        List<long> turns = [];
        for (var (turn, id) = (0, 20); turn < 5; turn++, id += 10)
        {
            _time.Advance(Turn);
            turns.AddRange([bound.Take(), bound.Take()]);
            bound.Moved(id);
        }

        Assert.Equal([0, 0, 0, 10, 20, 20, 0, 30, 40, 40], turns);
        bound.Forget();
        Assert.Equal(0, bound.Take());
    }

    /// <summary>As beside a <c>pg_dump</c>: what was moved stays in the index for as long as its snapshot lives.</summary>
    [PostgresFact]
    [Trait(Category.Name, Category.Servers)]
    public async Task Sequence_WhatWasMovedCannotBeCleanedUp_IsNotPassedByAgain()
    {
        await using var test = await TestDatabase.CreateAsync(StorageProvider.PostgreSql);
        await using var dump = new NpgsqlConnection(test.Options.ConnectionString);
        await dump.OpenAsync();
        await using var snapshot = await dump.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (var command = new NpgsqlCommand("SELECT count(*) FROM outbox", dump)) await command.ExecuteScalarAsync();
        var feed = new FeedStore(test.Database, new FeedMemory(), _time, NullLogger<FeedStore>.Instance);
        await test.ExecuteAsync($"INSERT INTO outbox (kind, sn, at, data) SELECT 'device', 'sn', 0, '{{}}' FROM generate_series(1, {Rows})");
        while ((await feed.SequenceAsync(1000, default)).Moved > 0) continue;
        for (var turn = 0; turn < 3; turn++)
        {
            _time.Advance(Turn);
            await feed.SequenceAsync(1000, default);
        }

        var before = await PassedAsync(test);
        await feed.SequenceAsync(1000, default);

        Assert.InRange(await PassedAsync(test) - before, 0, Rows / 10);
    }

    [PostgresFact]
    [Trait(Category.Name, Category.Servers)]
    public async Task Sequence_LowerIdThatIsVisibleLate_IsNumberedAllTheSame()
    {
        await using var test = await TestDatabase.CreateAsync(StorageProvider.PostgreSql);
        var feed = new FeedStore(test.Database, new FeedMemory(), _time, NullLogger<FeedStore>.Instance);
        await using var late = new NpgsqlConnection(test.Options.ConnectionString);
        await late.OpenAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("INSERT INTO outbox (kind, sn, at, data) VALUES ('device', 'late', 0, '{}')", late)) await command.ExecuteNonQueryAsync();
        for (var turn = 0; turn < 3; turn++)
        {
            await test.ExecuteAsync("INSERT INTO outbox (kind, sn, at, data) VALUES ('device', 'sn', 0, '{}')");
            Assert.Equal(1, (await feed.SequenceAsync(10, default)).Moved);
            _time.Advance(Turn);
        }

        await feed.SequenceAsync(10, default);
        await transaction.CommitAsync();
        _time.Advance(Turn);
        await feed.SequenceAsync(10, default);
        _time.Advance(Turn);
        await feed.SequenceAsync(10, default);

        Assert.Equal(["late"], await test.ColumnAsync<string>("SELECT sn FROM feed WHERE sn = 'late'"));
    }

    /// <summary>Entries of the outbox's index that were read so far; a session tells of its own when it ends.</summary>
    private static async Task<long> PassedAsync(TestDatabase test)
    {
        using (var pooled = new NpgsqlConnection(test.Options.ConnectionString)) NpgsqlConnection.ClearPool(pooled);
        await Patience.UntilAsync(
            async () => await test.NumberAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query <> '' AND pid <> pg_backend_pid()") <= 1,
            "the sessions have ended");
        return await test.NumberAsync("SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes WHERE relname = 'outbox'");
    }
}
