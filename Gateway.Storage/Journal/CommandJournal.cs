using System.Data.Common;
using Gateway.Actors.Commands;
using Gateway.Actors.Serialization;
using Gateway.Actors.Wire;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Journal;

/// <summary>
/// What the gateway itself asks of the journal's tables. Akka.Persistence.Sql writes an event and its tag row in one transaction, so the tag rows are an outbox: what is there is
/// not projected, and the projection deletes what it took (docs/decisions/0068-tag-rows-are-an-outbox.md).
/// </summary>
public sealed class CommandJournal(Database database, IHiddenText hidden)
{
    /// <summary>The persistence ids of all actors that have anything in the journal now.</summary>
    public Task<List<string>> GetPersistenceIdsAsync(CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync("SELECT DISTINCT persistence_id FROM journal", token)).ToListAsync(row => row.GetString(0), token),
        cancellation);

    /// <summary>The lowest sequence number of an actor's events that are not projected; <see cref="long.MaxValue"/> when all that are committed are.</summary>
    public async Task<long> GetUnprojectedAsync(string persistenceId, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    "SELECT sequence_nr FROM tags WHERE persistence_id = @id ORDER BY sequence_nr LIMIT 1", token))
                .With("id", persistenceId).ToListAsync(row => row.GetInt64(0), token),
            cancellation);
        return found.Count == 0 ? long.MaxValue : found[0];
    }

    /// <summary>
    /// The first events that are not projected. An event of an SN is never here before those of it that came earlier: its actor writes the next batch when the last one is
    /// committed, and an incarnation after it begins where the journal ends. The rows are limited first: joined with the whole of the journal, PostgreSQL may read all of it.
    /// </summary>
    internal Task<List<JournalledEvent>> ReadUnprojectedAsync(int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                """
                SELECT t.ordering_id, j.message, j.manifest, j.identifier, j.persistence_id
                FROM (SELECT ordering_id FROM tags WHERE tag = @tag ORDER BY ordering_id LIMIT @most) t JOIN journal j ON j.ordering = t.ordering_id
                ORDER BY t.ordering_id
                """,
                token))
            .With("tag", CommandEvents.Tag).With("most", most).ToListAsync(Read, token),
        cancellation);

    /// <summary>Takes events that are projected in the same transaction out of the outbox. Returns how many were there: fewer, and another projection has had them.</summary>
    internal static async Task<int> DeleteAsync(DataConnection db, IEnumerable<JournalledEvent> projected, CancellationToken cancellation) =>
        await (await db.CommandAsync($"DELETE FROM tags WHERE tag = @tag AND {db.In("ordering_id", "ids")}", cancellation))
            .With("tag", CommandEvents.Tag).With("ids", db.Set([.. projected.Select(e => e.Ordering)])).ExecuteAsync(cancellation);

    private JournalledEvent Read(DbDataReader row)
    {
        if (row.GetInt32(3) != GatewaySerializer.Id) throw new InvalidDataException($"The journal of {row.GetString(4)} holds an event that this program did not write.");
        return new JournalledEvent(row.GetInt64(0), GatewaySerializer.ReadEvent(row.GetFieldValue<byte[]>(1), row.GetString(2), hidden));
    }
}
