using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Gateway.Actors.Commands;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Storage.Sql;

/// <summary>The journal on SQLite against the file, and against Akka.Persistence.Sql's own, which wrote it up to version 0.1.</summary>
public sealed class SqliteJournalTests : IAsyncLifetime
{
    private const string Id = "device-sn1";

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
        await using var journal = new Plugins(_test);
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
        await WriteAllAsync(new Plugins(_test));
        await WriteAllAsync(new Plugins(other, library: true));

        var ours = await _test.ColumnAsync<string>(Rows);

        Assert.Equal(await other.ColumnAsync<string>(Rows), ours);
        Assert.Equal((4 * 2) + 1, ours.Count); // the mark of what was deleted, three events, with their tags; a snapshot

        static async Task WriteAllAsync(Plugins plugins)
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
        await using (var writer = new Plugins(_test, writtenByLibrary))
        {
            await writer.WriteAsync(1, 2, 3, 4, 5);
            await writer.SaveSnapshotAsync(3);
            await writer.DeleteAsync(2);
        }

        await using var reader = new Plugins(_test, readByLibrary);

        var (events, highest) = await reader.ReplayAsync(Id);
        Assert.Equal([3, 4, 5], events.Select(static e => e.SequenceNr));
        Assert.Equal([Event(3), Event(4), Event(5)], events.Select(static e => (ICommandEvent)e.Payload));
        Assert.Equal(5, highest);
        var (metadata, snapshot) = await reader.LoadSnapshotAsync();
        Assert.Equal(3, metadata.SequenceNr);
        Assert.Equivalent(Plugins.Snapshot, snapshot);
    }

    [Fact]
    public async Task Replay_AfterAllWasDeleted_KnowsTheHighestNumber()
    {
        await using var journal = new Plugins(_test);
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
        await using var journal = new Plugins(_test);
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
        await using var journal = new Plugins(_test);
        await journal.WriteAsync(1);
        await _test.RefuseInsertsAsync("tags", "NEW.sequence_nr = 3");

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => journal.WriteAsync(2, 3));

        Assert.Equal(1, (await journal.ReplayAsync(Id)).Highest);
        await journal.WriteAsync(2);
    }

    [Fact]
    public async Task Write_OfASequenceNumberThatIsThere_IsRefused()
    {
        await using var journal = new Plugins(_test);
        await journal.WriteAsync(1, 2);

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => journal.WriteAsync(2));
    }

    public async Task InitializeAsync() => _test = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    private static CommandEvents.CommandQueued Event(long seq) => Queued(Push("c" + seq), at: seq);

    /// <summary>Journal and snapshots of an actor system, spoken to as a persistent actor does.</summary>
    private sealed class Plugins(TestDatabase database, bool library = false) : IAsyncDisposable
    {
        public static readonly CommandQueueSnapshot Snapshot = new CommandQueue("sn1").ToSnapshot();

        private readonly ActorSystem _system = ActorSystem.Create("journal", CommandNode.Setup(database, library));

        private IActorRef Journal => Persistence.Instance.Apply(_system).JournalFor("");

        private IActorRef Snapshots => Persistence.Instance.Apply(_system).SnapshotStoreFor("");

        public async Task WriteAsync(params long[] numbers)
        {
            var inbox = Inbox.Create(_system);
            var events = numbers.Select(number => (IPersistentRepresentation)new Persistent(new Tagged(Event(number), [CommandEvents.Tag]), number, Id)).ToList();
            Journal.Tell(new WriteMessages([new AtomicWrite([.. events])], inbox.Receiver, 1), inbox.Receiver);
            if (await inbox.ReceiveAsync(Patience.Max) is WriteMessagesFailed failed) throw failed.Cause;
        }

        public async Task DeleteAsync(long to) => Assert.IsType<DeleteMessagesSuccess>(await AskAsync(Journal, self => new DeleteMessagesTo(Id, to, self)));

        public async Task<(List<IPersistentRepresentation> Events, long Highest)> ReplayAsync(string id)
        {
            var inbox = Inbox.Create(_system);
            Journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, id, inbox.Receiver), inbox.Receiver);
            var events = new List<IPersistentRepresentation>();
            while (true)
            {
                switch (await inbox.ReceiveAsync(Patience.Max))
                {
                    case ReplayedMessage replayed: events.Add(replayed.Persistent); break;
                    case RecoverySuccess done: return (events, done.HighestSequenceNr);
                    case var other: throw new InvalidOperationException($"{other}");
                }
            }
        }

        public async Task SaveSnapshotAsync(long seq) =>
            Assert.IsType<SaveSnapshotSuccess>(await AskAsync(Snapshots, _ => new SaveSnapshot(new SnapshotMetadata(Id, seq, DateTime.UtcNow), Snapshot)));

        public async Task DeleteSnapshotsAsync(long to) =>
            Assert.IsType<DeleteSnapshotsSuccess>(await AskAsync(Snapshots, _ => new DeleteSnapshots(Id, new SnapshotSelectionCriteria(to))));

        public async Task<(SnapshotMetadata Metadata, object Snapshot)> LoadSnapshotAsync()
        {
            var answer = await AskAsync(Snapshots, _ => new LoadSnapshot(Id, SnapshotSelectionCriteria.Latest, long.MaxValue));
            var found = Assert.IsType<LoadSnapshotResult>(answer).Snapshot;
            return (found.Metadata, found.Snapshot);
        }

        public async ValueTask DisposeAsync() => await _system.Terminate();

        private async Task<object> AskAsync(IActorRef plugin, Func<IActorRef, object> message)
        {
            var inbox = Inbox.Create(_system);
            plugin.Tell(message(inbox.Receiver), inbox.Receiver);
            return await inbox.ReceiveAsync(Patience.Max);
        }
    }
}
