using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Journal;

/// <summary>
/// The journal on SQLite: tables, columns and bytes are Akka.Persistence.Sql's, but every write goes through the gateway's one writer, in turn with all others
/// and in one transaction with those that came with it (docs/decisions/0060-one-writer-for-all.md). Made by Akka, as <see cref="JournalSetup"/> says.
/// </summary>
internal sealed class SqliteJournal : AsyncWriteJournal
{
    private readonly Database _database = Context.System.Settings.Setup.Get<JournalSetup>().Value.Database;
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly JournalWrites _writes = new(Context.System.Serialization);

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        await _writes.OverAsync(persistenceId);
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
                .With("id", persistenceId).With("from", fromSequenceNr).With("to", toSequenceNr).With("max", max).ToListAsync(row => EventRow.Read(row, persistenceId), token),
            CancellationToken.None);
        foreach (var row in rows) recoveryCallback(row.ToEvent(_serialization));
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        _writes.WriteAsync(messages, rows => _database.WriteAsync((db, token) => InsertAsync(db, rows, token), cancellationToken));

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        _database.WriteAsync((db, token) => DeleteAsync(db, persistenceId, toSequenceNr, token), cancellationToken);

    private static async Task<int> InsertAsync(DataConnection db, IReadOnlyList<EventRow> rows, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            var ordering = await (await db.CommandAsync(
                    """
                    INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
                    VALUES (@created, 0, @id, @seq, @message, @manifest, @identifier, @writer) RETURNING ordering
                    """,
                    cancellation))
                .With("created", row.Created).With("id", row.Id).With("seq", row.SequenceNr).With("message", row.Message).With("manifest", row.Manifest)
                .With("identifier", row.Identifier).With("writer", row.Writer).ToListAsync(static inserted => inserted.GetInt64(0), cancellation);
            foreach (var tag in row.Tags)
            {
                await (await db.CommandAsync("INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id) VALUES (@ordering, @tag, @seq, @id)", cancellation))
                    .With("ordering", ordering[0]).With("tag", tag).With("seq", row.SequenceNr).With("id", row.Id).ExecuteAsync(cancellation);
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
}
