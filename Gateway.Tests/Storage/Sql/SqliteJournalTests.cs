using Gateway.Actors.Commands;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Xunit;

namespace Gateway.Tests.Storage.Sql;

/// <summary>The journal on SQLite against the file, and against Akka.Persistence.Sql's own, which wrote it up to version 0.1.</summary>
public sealed class SqliteJournalTests : IAsyncLifetime
{
    private const string Id = JournalPlugins.Id;

    private const string Rows =
        """
        SELECT 'j' || ordering || '|' || deleted || '|' || persistence_id || '|' || sequence_number || '|' || hex(message) || '|' || manifest || '|' || identifier FROM journal
        UNION ALL SELECT 't' || ordering_id || '|' || tag || '|' || sequence_nr || '|' || persistence_id FROM tags
        UNION ALL SELECT 's' || persistence_id || '|' || sequence_number || '|' || hex(snapshot) || '|' || manifest || '|' || serializer_id FROM snapshot
        """;

    private TestDatabase _test = null!;

    [Fact]
    public async Task Write_BehindAWriterThatIsHeld_ComesBeforeWhatCameAfterIt()
    {
        using var started = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        await using var journal = new JournalPlugins(_test);
        await journal.WriteAsync(1);
        var held = _test.Database.WriteAsync((_, _) =>
        {
            started.Set();
            gate.Wait(Patience.Max, CancellationToken.None);
            return Task.FromResult(0);
        }, default);
        started.Wait(Patience.Max);

        var written = journal.WriteAsync(2);
        await journal.ReplayAsync("device-other"); // the journal has taken the write: it takes messages in order
        var seen = _test.Database.WriteAsync((db, token) => db.ExecuteAsync<long>("SELECT count(*) FROM journal", token), default);
        gate.Set();

        Assert.Equal(2, await seen);
        await Task.WhenAll(held, written);
    }

    [Fact]
    public async Task Rows_AreThoseOfAkkaPersistenceSql()
    {
        await using var other = await TestDatabase.CreateAsync();
        await WriteAllAsync(new JournalPlugins(_test));
        await WriteAllAsync(new JournalPlugins(other, library: true));

        var ours = await _test.ColumnAsync<string>(Rows);

        Assert.Equal(await other.ColumnAsync<string>(Rows), ours);
        Assert.Equal((4 * 2) + 1, ours.Count); // the mark of what was deleted, three events, with their tags; a snapshot

        static async Task WriteAllAsync(JournalPlugins plugins)
        {
            await using (plugins)
            {
                await plugins.WriteAsync(1, 2, 3);
                await plugins.SaveSnapshotAsync(2);
                await plugins.WriteAsync(4, 5, 6);
                await plugins.SaveSnapshotAsync(5);
                await plugins.DeleteSnapshotsAsync(4);
                await plugins.DeleteAsync(3);
            }
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Replay_WhatEitherWrote_IsTheSame(bool writtenByLibrary, bool readByLibrary)
    {
        await using (var writer = new JournalPlugins(_test, writtenByLibrary))
        {
            await writer.WriteAsync(1, 2, 3, 4, 5);
            await writer.SaveSnapshotAsync(3);
            await writer.DeleteAsync(2);
        }

        await using var reader = new JournalPlugins(_test, readByLibrary);

        var (events, highest) = await reader.ReplayAsync(Id);
        Assert.Equal([3, 4, 5], events.Select(static e => e.SequenceNr));
        Assert.Equal([JournalPlugins.Event(3), JournalPlugins.Event(4), JournalPlugins.Event(5)], events.Select(static e => (ICommandEvent)e.Payload));
        Assert.Equal(5, highest);
        var (metadata, snapshot) = await reader.LoadSnapshotAsync();
        Assert.Equal(3, metadata.SequenceNr);
        Assert.Equivalent(JournalPlugins.Snapshot, snapshot);
    }

    [Fact]
    public async Task Replay_AfterAllWasDeleted_KnowsTheHighestNumber()
    {
        await using var journal = new JournalPlugins(_test);
        await journal.WriteAsync(1, 2, 3);
        await journal.DeleteAsync(3);

        var (events, highest) = await journal.ReplayAsync(Id);

        Assert.Empty(events);
        Assert.Equal(3, highest);
    }

    [Fact]
    public async Task Replay_WhileAWriteOfTheIdWaits_ComesAfterIt()
    {
        using var gate = new ManualResetEventSlim();
        await using var journal = new JournalPlugins(_test);
        await journal.WriteAsync(1);
        var held = _test.Database.WriteAsync((_, _) => Task.FromResult(gate.Wait(Patience.Max, CancellationToken.None)), default);

        var written = journal.WriteAsync(2);
        await journal.ReplayAsync("device-other");
        var replayed = journal.ReplayAsync(Id);
        gate.Set();

        Assert.Equal(2, (await replayed).Highest);
        await Task.WhenAll(held, written);
    }

    [Fact]
    public async Task Write_ThatTheDatabaseRefuses_IsNotAcknowledgedAndNothingOfItStays()
    {
        await using var journal = new JournalPlugins(_test);
        await journal.WriteAsync(1);
        await _test.RefuseInsertsAsync("tags", "NEW.sequence_nr = 3");

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => journal.WriteAsync(2, 3));

        Assert.Equal(1, (await journal.ReplayAsync(Id)).Highest);
        await journal.WriteAsync(2);
    }

    [Fact]
    public async Task Write_OfASequenceNumberThatIsThere_IsRefused()
    {
        await using var journal = new JournalPlugins(_test);
        await journal.WriteAsync(1, 2);

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => journal.WriteAsync(2));
    }

    public async Task InitializeAsync() => _test = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

}
