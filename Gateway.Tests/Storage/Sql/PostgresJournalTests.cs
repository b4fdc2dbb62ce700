using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Storage.Sql;

/// <summary>The journal on PostgreSQL, which writes in groups, against the tables, and against Akka.Persistence.Sql's own, which wrote it up to version 0.1.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class PostgresJournalTests : IAsyncLifetime
{
    private const string Rows =
        """
        SELECT concat_ws('|', ordering, deleted, persistence_id, sequence_number, encode(message, 'hex'), coalesce(manifest, 'null'), identifier, length(writer_uuid))
        FROM journal
        UNION ALL SELECT concat_ws('|', ordering_id, tag, sequence_nr, persistence_id) FROM tags
        UNION ALL SELECT concat_ws('|', persistence_id, sequence_number, encode(snapshot, 'hex'), manifest, serializer_id) FROM snapshot
        """;

    private const string LocksWaitedFor =
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT l.granted AND d.datname = current_database()";

    private TestDatabase _test = null!;

    [PostgresFact]
    public async Task Rows_AreThoseOfAkkaPersistenceSql()
    {
        await using var other = await TestDatabase.CreateAsync(StorageProvider.PostgreSql);
        await WriteAllAsync(new JournalPlugins(_test));
        await WriteAllAsync(new JournalPlugins(other, library: true));

        var ours = await _test.ColumnAsync<string>(Rows);

        Assert.Equal((await other.ColumnAsync<string>(Rows)).Order(), ours.Order());
        Assert.Equal(2 + (3 * 2) + 1, ours.Count); // the mark of what was deleted and an event of another id, with …

        static async Task WriteAllAsync(JournalPlugins plugins)
        {
            await using (plugins)
            {
                await plugins.WriteAsync(1, 2, 3);
                await plugins.SaveSnapshotAsync(2);
                await plugins.WriteToAsync("device-other", 1);
                await plugins.WriteAsync(4, 5);
                await plugins.DeleteAsync(3);
            }
        }
    }

    [PostgresFact]
    public async Task Replay_OfWhatEitherWrote_GoesOn()
    {
        await using (var library = new JournalPlugins(_test, library: true)) await library.WriteAsync(1, 2);
        await using (var ours = new JournalPlugins(_test))
        {
            Assert.Equal(2, (await ours.ReplayAsync(JournalPlugins.Id)).Highest);
            await ours.WriteAsync(3);
        }

        await using var reader = new JournalPlugins(_test, library: true);
        var (events, highest) = await reader.ReplayAsync(JournalPlugins.Id);

        Assert.Equal(3, highest);
        Assert.Equal([1, 2, 3], events.Select(static e => e.SequenceNr));
        Assert.Equal(JournalPlugins.Event(3), events[2].Payload);
    }

    /// <summary>A second writer of an id, or whatever else the database does not take, is that id's own.</summary>
    [PostgresFact]
    public async Task Write_ThatIsRefused_FailsAloneOfItsGroup()
    {
        await using var journal = new JournalPlugins(_test);
        await journal.WriteToAsync("device-behind", 1, 2);
        var behind = Task.CompletedTask;
        var others = new List<Task>();
        await HoldAsync(() =>
        {
            for (var number = 0; number < 20; number++)
            {
                if (number == 7) behind = journal.WriteToAsync("device-behind", 2);
                others.Add(journal.WriteToAsync($"device-{number}", 1, 2));
            }
        });

        Assert.Equal(PostgresErrorCodes.IntegrityConstraintViolation, (await Assert.ThrowsAsync<PostgresException>(() => behind)).SqlState);
        await Task.WhenAll(others);
        Assert.Equal(42, await _test.NumberAsync("SELECT count(*) FROM journal j JOIN tags t ON t.ordering_id = j.ordering AND t.sequence_nr = j.sequence_number"));
        Assert.Equal(0, await _test.NumberAsync("SELECT count(*) FROM journal a JOIN journal b USING (persistence_id) "
            + "WHERE a.sequence_number < b.sequence_number AND a.ordering > b.ordering"));
    }

    [PostgresFact]
    public async Task Replay_WhileAWriteOfTheIdWaits_ComesAfterIt()
    {
        await using var journal = new JournalPlugins(_test);
        await journal.WriteAsync(1);
        var (written, replayed) = (Task.CompletedTask, journal.ReplayAsync("device-other"));
        await HoldAsync(() =>
        {
            written = journal.WriteAsync(2);
            replayed = journal.ReplayAsync(JournalPlugins.Id);
        });

        Assert.Equal(2, (await replayed).Highest);
        await written;
    }

    public async Task InitializeAsync() => _test = await TestDatabase.CreateAsync(StorageProvider.PostgreSql);

    public async Task DisposeAsync() => await _test.DisposeAsync();

    /// <summary>Lets writes of the journal wait until some stand before the table, and goes away.</summary>
    private Task<int> HoldAsync(Action write) => _test.Database.WriteAsync(async (db, token) =>
    {
        await db.ExecuteAsync("LOCK TABLE journal IN EXCLUSIVE MODE", token);
        write();
        while (await db.ExecuteAsync<long>(LocksWaitedFor, token) == 0) await Task.Yield();
        return 0;
    }, default);
}
