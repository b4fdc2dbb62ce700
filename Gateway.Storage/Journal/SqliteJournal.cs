using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Journal;

/// <summary>
/// The journal on SQLite: tables, columns and bytes are Akka.Persistence.Sql's, but every write goes through the gateway's one writer, in turn with all others
/// and in one transaction with those that came with it (docs/decisions/0060-one-writer-for-all.md). Made by Akka, as <see cref="SqliteJournalSetup"/> says.
/// </summary>
internal sealed class SqliteJournal : AsyncWriteJournal
{
    private readonly Database _database = Context.System.Settings.Setup.Get<SqliteJournalSetup>().Value.Database;
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;

    /// <summary>Tells rows of this run from those of others: the replay looks at it.</summary>
    private readonly string _writer = Guid.NewGuid().ToString("N");

    /// <summary>The last write of each id that is not over. Its actor may be gone: the next one must not recover before it.</summary>
    private readonly ConcurrentDictionary<string, Task> _writing = new(StringComparer.Ordinal);

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        if (_writing.TryGetValue(persistenceId, out var write)) await Task.WhenAny(write);
        return await _database.ReadAsync((db, token) => HighestAsync(db, persistenceId, token), cancellationToken);
    }

    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        var rows = await _database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    """
                    SELECT sequence_number, message, manifest, identifier, writer_uuid, created FROM journal
                    WHERE persistence_id = @id AND sequence_number BETWEEN @from AND @to AND deleted = 0 ORDER BY sequence_number LIMIT @max
                    """,
                    token))
                .With("id", persistenceId).With("from", fromSequenceNr).With("to", toSequenceNr).With("max", max).ToListAsync(EventRow.Read, token),
            CancellationToken.None);
        foreach (var row in rows) recoveryCallback(row.ToEvent(persistenceId, _serialization));
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().UtcTicks;
        var writes = messages.ToList();
        var rows = new List<EventRow>();
        var rejections = writes.ConvertAll(write => TryAdd(write, rows, now));
        var id = writes[0].PersistenceId;
        var written = _database.WriteAsync((db, token) => InsertAsync(db, id, rows, token), cancellationToken);
        _writing[id] = written;
        return FinishAsync(id, written, rejections);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        _database.WriteAsync((db, token) => DeleteAsync(db, persistenceId, toSequenceNr, token), cancellationToken);

    private async Task<IImmutableList<Exception>> FinishAsync(string id, Task written, List<Exception?> rejections)
    {
        try
        {
            await written;
            return [.. rejections!];
        }
        finally
        {
            _writing.TryRemove(KeyValuePair.Create(id, written));
        }
    }

    /// <summary>What cannot be serialized is rejected, and what was written with it stays.</summary>
    /// <returns>Null: added.</returns>
    private Exception? TryAdd(AtomicWrite write, List<EventRow> rows, long now)
    {
        try
        {
            rows.AddRange(((IImmutableList<IPersistentRepresentation>)write.Payload).Select(@event => EventRow.Of(@event, _serialization, _writer, now)).ToList());
            return null;
        }
        catch (Exception unwritable)
        {
            return unwritable;
        }
    }

    private static async Task<int> InsertAsync(DataConnection db, string id, List<EventRow> rows, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            var ordering = await (await db.CommandAsync(
                    """
                    INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
                    VALUES (@created, 0, @id, @seq, @message, @manifest, @identifier, @writer) RETURNING ordering
                    """,
                    cancellation))
                .With("created", row.Created).With("id", id).With("seq", row.SequenceNr).With("message", row.Message).With("manifest", row.Manifest)
                .With("identifier", row.Identifier).With("writer", row.Writer).ToListAsync(static inserted => inserted.GetInt64(0), cancellation);
            foreach (var tag in row.Tags)
            {
                await (await db.CommandAsync("INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id) VALUES (@ordering, @tag, @seq, @id)", cancellation))
                    .With("ordering", ordering[0]).With("tag", tag).With("seq", row.SequenceNr).With("id", id).ExecuteAsync(cancellation);
            }
        }

        return rows.Count;
    }

    /// <summary>The last row stays, marked as deleted, and its tags with it: it keeps the sequence number that the id has come to.</summary>
    private static async Task<int> DeleteAsync(DataConnection db, string id, long to, CancellationToken cancellation)
    {
        const string Last = "(SELECT max(sequence_number) FROM journal WHERE persistence_id = @id AND sequence_number <= @to)";
        await RunAsync($"UPDATE journal SET deleted = 1 WHERE persistence_id = @id AND sequence_number = {Last}");
        await RunAsync($"DELETE FROM tags WHERE persistence_id = @id AND sequence_nr < {Last}");
        return await RunAsync($"DELETE FROM journal WHERE persistence_id = @id AND sequence_number < {Last}");

        async Task<int> RunAsync(string sql) => await (await db.CommandAsync(sql, cancellation)).With("id", id).With("to", to).ExecuteAsync(cancellation);
    }

    private static async Task<long> HighestAsync(DataConnection db, string id, CancellationToken cancellation) =>
        (await (await db.CommandAsync("SELECT coalesce(max(sequence_number), 0) FROM journal WHERE persistence_id = @id", cancellation))
            .With("id", id).ToListAsync(static row => row.GetInt64(0), cancellation))[0];

    /// <summary>An event as its row holds it.</summary>
    /// <param name="Created">Ticks of UTC.</param>
    private sealed record EventRow(long SequenceNr, byte[] Message, string Manifest, int Identifier, string? Writer, long Created, IReadOnlyCollection<string> Tags)
    {
        public static EventRow Of(IPersistentRepresentation @event, Akka.Serialization.Serialization serialization, string writer, long now)
        {
            var (payload, tags) = @event.Payload is Tagged tagged ? (tagged.Payload, (IReadOnlyCollection<string>)tagged.Tags) : (@event.Payload, []);
            var serializer = serialization.FindSerializerFor(payload);
            return new EventRow(
                @event.SequenceNr, serializer.ToBinary(payload), Akka.Serialization.Serialization.ManifestFor(serializer, payload), serializer.Identifier, writer,
                @event.Timestamp == 0 ? now : @event.Timestamp, tags);
        }

        public static EventRow Read(DbDataReader row) => new(
            row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetText(2) ?? "", row.GetInt32(3), row.GetText(4), row.GetInt64(5), []);

        public Persistent ToEvent(string id, Akka.Serialization.Serialization serialization) => new Persistent(
            serialization.Deserialize(Message, Identifier, Manifest), SequenceNr, id, Manifest, isDeleted: false, ActorRefs.NoSender, Writer, Created);
    }
}
