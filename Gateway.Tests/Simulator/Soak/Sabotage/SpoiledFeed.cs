using Gateway.Actors.Feed;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Tests.Simulator.Soak.Sabotage;

/// <summary>Spoils the outbox or the feed's head before every third numbering.</summary>
/// <param name="sql">What is done.</param>
internal sealed class SpoiledFeed(IFeedStore store, Database database, string sql) : IFeedStore
{
    public const string DropOutboxRow = "DELETE FROM outbox WHERE id = (SELECT MIN(id) FROM outbox WHERE kind = 'attendance')";

    public const string PublishTwice = "INSERT INTO outbox (kind, sn, at, data) SELECT kind, sn, at, data FROM outbox WHERE kind = 'attendance' ORDER BY id LIMIT 1";

    public const string NumberWithGap = "UPDATE feed_head SET last_seq = last_seq + 1 WHERE EXISTS (SELECT 1 FROM outbox)";

    private int _calls;

    public async Task<SequencedBatch> SequenceAsync(int most, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _calls) % 3 == 0) await database.WriteAsync((db, token) => db.ExecuteAsync(sql, token), cancellation);
        return await store.SequenceAsync(most, cancellation);
    }
}
