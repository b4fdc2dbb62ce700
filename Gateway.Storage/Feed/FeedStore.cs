using Gateway.Actors.Feed;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Gateway.Storage.Feed;

/// <summary>The tables <c>outbox</c>, <c>feed</c> and <c>feed_head</c>.</summary>
public sealed class FeedStore(Database database) : IFeedStore
{
    private const string GetHead = "SELECT last_seq FROM feed_head WHERE id = 1";

    /// <exception cref="FeedFencedException">Another sequencer was faster; on PostgreSQL also seen as a violation of the feed's primary key.</exception>
    public Task<SequencedBatch> SequenceAsync(int most, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return database.WriteAsync((db, token) => SequenceAsync(db, most, token), cancellation);
    }

    /// <summary>Items with <c>seq</c> greater than <paramref name="after"/>, in order; <paramref name="kinds"/> null or empty = all.</summary>
    public async Task<IReadOnlyList<FeedItem>> ReadAsync(long after, IReadOnlyCollection<FeedKind>? kinds, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var rows = await database.ReadAsync((db, token) => Select(db, after, kinds ?? [], limit).ToListAsync(token), cancellation);
        return rows.ConvertAll(r => new FeedItem(r.Seq, StoredText.ToFeedKind(r.Kind), r.Sn, DateTimeOffset.FromUnixTimeMilliseconds(r.At), r.Data));
    }

    /// <summary>The last number given; 0 when none.</summary>
    public Task<long> HeadAsync(CancellationToken cancellation) => database.ReadAsync((db, token) => db.ExecuteAsync<long>(GetHead, token), cancellation);

    /// <summary>Whether there is an item of this kind with <c>seq</c> greater than <paramref name="after"/> and not greater than <paramref name="upTo"/>.</summary>
    public async Task<bool> AnyAsync(FeedKind kind, long after, long upTo, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    "SELECT seq FROM feed WHERE kind = @kind AND seq > @after AND seq <= @upto ORDER BY seq LIMIT 1", token))
                .With("kind", StoredText.Of(kind)).With("after", after).With("upto", upTo).ToListAsync(row => row.GetInt64(0), token),
            cancellation);
        return found.Count > 0;
    }

    /// <summary>
    /// One statement, so that all kinds are of one moment (an item that appeared between two would be skipped for ever); each kind by its own part of the
    /// index, since "one of these kinds, ordered" would read a rare kind's whole neighbourhood.
    /// </summary>
    internal static IQueryable<StoredFeedItem> Select(DataConnection db, long after, IReadOnlyCollection<FeedKind> kinds, int limit)
    {
        var feed = db.GetTable<StoredFeedItem>().Where(f => f.Seq > after);
        IQueryable<StoredFeedItem>? parts = null;
        foreach (var kind in kinds.Distinct().Select(StoredText.Of))
        {
            var part = feed.Where(f => f.Kind == kind).OrderBy(f => f.Seq).Take(limit);
            parts = parts is null ? part : parts.Concat(part);
        }

        return (parts ?? feed).OrderBy(f => f.Seq).Take(limit);
    }

    private static async Task<SequencedBatch> SequenceAsync(DataConnection db, int most, CancellationToken cancellation)
    {
        var head = await db.ExecuteAsync<long>(GetHead, cancellation);

        // On PostgreSQL ids can become visible out of order: what is moved is named row by row, never by a range.
        var ids = await db.QueryToListAsync<long>("SELECT id FROM outbox ORDER BY id LIMIT @most", cancellation, new DataParameter("most", most));
        if (ids.Count == 0) return new SequencedBatch(0, head);

        var moved = new DataParameter("ids", db.Set(ids));
        var inserted = await db.ExecuteAsync(
            $"""
            INSERT INTO feed (seq, kind, sn, at, data)
            SELECT @head + row_number() OVER (ORDER BY id), kind, sn, at, data FROM outbox WHERE {db.In("id", "ids")}
            """,
            cancellation,
            new DataParameter("head", head),
            moved);
        var deleted = await db.ExecuteAsync($"DELETE FROM outbox WHERE {db.In("id", "ids")}", cancellation, moved);
        var last = head + ids.Count;
        var advanced = await db.ExecuteAsync(
            "UPDATE feed_head SET last_seq = @last WHERE id = 1 AND last_seq = @head",
            cancellation,
            new DataParameter("last", last),
            new DataParameter("head", head));
        if (inserted != ids.Count || deleted != ids.Count || advanced != 1) throw new FeedFencedException();
        return new SequencedBatch(ids.Count, last);
    }
}
