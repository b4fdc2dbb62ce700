using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using NpgsqlTypes;

namespace Gateway.Storage.Journal;

/// <summary>
/// The journal on PostgreSQL: Akka.Persistence.Sql's, but for its writes, which it sends row by row because of the tags. Here all rows and tag rows of all actors that wait are one
/// statement, and a write that the database refuses fails alone (docs/decisions/0117-journal-writes-in-groups.md). Made by Akka, as <see cref="JournalSetup"/> says.
/// </summary>
internal sealed class PostgresJournal : SqlWriteJournal
{
    /// <summary>Weight: events. An actor waits for its write before its next, so those that wait are never more than there are actors.</summary>
    private static readonly GroupLimits Limits = new(AtOnce: 2, WeightMax: 500, WaitingMax: 10_000);

    /// <summary>Rows are numbered in the order of the arrays.</summary>
    private const string InsertSql =
        """
        WITH written AS (
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, false, id, seq, message, manifest, identifier, writer
            FROM unnest($1, $2, $3, $4, $5, $6, $7) AS e(created, id, seq, message, manifest, identifier, writer)
            RETURNING ordering, persistence_id, sequence_number)
        INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id)
        SELECT w.ordering, t.tag, w.sequence_number, w.persistence_id
        FROM written w JOIN unnest($8, $9, $10) AS t(tag, seq, id) ON t.id = w.persistence_id AND t.seq = w.sequence_number
        """;

    private readonly Database _database = Context.System.Settings.Setup.Get<JournalSetup>().Value.Database;
    private readonly JournalWrites _writes = new(Context.System.Serialization);
    private readonly Groups<IReadOnlyList<EventRow>, int> _groups;

    /// <param name="journalConfig"><c>akka.persistence.journal.sql</c>.</param>
    public PostgresJournal(Config journalConfig)
        : base(journalConfig) => _groups = new Groups<IReadOnlyList<EventRow>, int>(Limits, static rows => rows.Count, InsertAsync);

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        await _writes.OverAsync(persistenceId);
        return await base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        _writes.WriteAsync(messages, rows => _groups.RunAsync(rows, cancellationToken));

    private async Task<IReadOnlyList<int>> InsertAsync(IReadOnlyList<IReadOnlyList<EventRow>> writes)
    {
        EventRow[] rows = [.. writes.SelectMany(static rows => rows)];
        await _database.WriteAsync((db, token) => InsertAsync(db, rows, token), CancellationToken.None);
        return [.. writes.Select(static rows => rows.Count)];
    }

    private static async Task<int> InsertAsync(DataConnection db, EventRow[] rows, CancellationToken cancellation)
    {
        var tags = rows.SelectMany(static row => row.Tags.Select(tag => (Tag: tag, Row: row))).ToArray();
        await using var command = await db.CommandAsync(InsertSql, cancellation);
        command.WithArray(rows, static row => row.Created, NpgsqlDbType.Bigint)
            .WithArray(rows, static row => row.Id, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.SequenceNr, NpgsqlDbType.Bigint)
            .WithArray(rows, static row => row.Message, NpgsqlDbType.Bytea)
            .WithArray(rows, static row => row.Manifest, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.Identifier, NpgsqlDbType.Integer)
            .WithArray(rows, static row => row.Writer, NpgsqlDbType.Text)
            .WithArray(tags, static tag => tag.Tag, NpgsqlDbType.Text)
            .WithArray(tags, static tag => tag.Row.SequenceNr, NpgsqlDbType.Bigint)
            .WithArray(tags, static tag => tag.Row.Id, NpgsqlDbType.Text);
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
