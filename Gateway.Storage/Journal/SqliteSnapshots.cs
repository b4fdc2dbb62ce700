using Akka.Persistence;
using Akka.Persistence.Snapshot;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Journal;

/// <summary>
/// The snapshots on SQLite, beside <see cref="SqliteJournal"/>: table, columns and bytes are Akka.Persistence.Sql's, the writer is the gateway's.
/// </summary>
internal sealed class SqliteSnapshots : SnapshotStore
{
    private const string Within = "persistence_id = @id AND sequence_number <= @seq AND created <= @created";

    private readonly Database _database = Context.System.Settings.Setup.Get<JournalSetup>().Value.Database;
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;

    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var found = await _database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"SELECT sequence_number, created, snapshot, serializer_id, manifest FROM snapshot WHERE {Within} ORDER BY sequence_number DESC LIMIT 1", token))
                .With("id", persistenceId).With("seq", criteria.MaxSequenceNr).With("created", criteria.MaxTimeStamp.Ticks)
                .ToListAsync(
                    row => (new SnapshotMetadata(persistenceId, row.GetInt64(0), new DateTime(row.GetInt64(1), DateTimeKind.Utc)),
                        Bytes: row.GetFieldValue<byte[]>(2), Serializer: row.GetInt32(3), Manifest: row.GetText(4)),
                    token),
            cancellationToken);
        if (found.Count == 0) return null;
        var (metadata, bytes, serializer, manifest) = found[0];
        return new SelectedSnapshot(metadata, _serialization.Deserialize(bytes, serializer, manifest));
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        var serializer = _serialization.FindSerializerFor(snapshot);
        var bytes = serializer.ToBinary(snapshot);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, snapshot);
        return _database.WriteAsync(
            async (db, token) => await (await db.CommandAsync(
                    """
                    INSERT OR REPLACE INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
                    VALUES (@id, @seq, @created, @snapshot, @manifest, @serializer)
                    """,
                    token))
                .With("id", metadata.PersistenceId).With("seq", metadata.SequenceNr).With("created", metadata.Timestamp.Ticks).With("snapshot", bytes)
                .With("manifest", manifest).With("serializer", serializer.Identifier).ExecuteAsync(token),
            cancellationToken);
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => DeleteAsync(
        "sequence_number = @seq AND persistence_id = @id AND created <= @created",
        metadata.PersistenceId,
        metadata.SequenceNr,
        metadata.Timestamp > DateTime.MinValue ? metadata.Timestamp : DateTime.MaxValue,
        cancellationToken);

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        DeleteAsync(Within, persistenceId, criteria.MaxSequenceNr, criteria.MaxTimeStamp, cancellationToken);

    private Task<int> DeleteAsync(string which, string id, long seq, DateTime created, CancellationToken cancellation) => _database.WriteAsync(
        async (db, token) => await (await db.CommandAsync($"DELETE FROM snapshot WHERE {which}", token))
            .With("id", id).With("seq", seq).With("created", created.Ticks).ExecuteAsync(token),
        cancellation);
}
