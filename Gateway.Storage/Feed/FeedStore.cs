using Gateway.Actors.Feed;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Feed;

/// <summary>
/// The tables <c>outbox</c>, <c>feed</c>, <c>feed_head</c> and <c>feed_generations</c>. Whatever is read or numbered through it is compared with what this node has seen, and
/// numbered with where the database is from: before a number is given a second time, a new generation has begun (docs/decisions/0056).
/// </summary>
public sealed class FeedStore(Database database, FeedMemory memory, TimeProvider time, ILogger<FeedStore> log) : IFeedStore
{
    private const string Restored = "a node has seen later items";
    private const string Moved = "the database has moved";

    /// <summary>What is to be numbered next.</summary>
    internal const string Waiting = "SELECT id FROM outbox WHERE id > @bound ORDER BY id LIMIT @most";

    private readonly OutboxBound _bound = new(time);
    private readonly FeedLineage _lineage = new(database, log);
    private volatile IReadOnlyList<FeedGeneration> _generations = [];
    private volatile bool _opened;

    /// <exception cref="FeedFencedException">Another sequencer was faster; on PostgreSQL also seen as a violation of the feed's primary key.</exception>
    public async Task<SequencedBatch> SequenceAsync(int most, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        await OpenAsync(cancellation);
        var lineage = await _lineage.SqlAsync(cancellation);
        var bound = _bound.Take();
        var (batch, state, last) = await database.WriteAlongAsync((db, token) => SequenceAsync(db, most, bound, lineage, token), cancellation);
        Saw(state);
        _bound.Moved(last);
        return batch;
    }

    /// <summary>
    /// Items with <c>seq</c> greater than <paramref name="after"/>, in order; <paramref name="kinds"/> null or empty = all. One statement, so that items, head and generation are
    /// of one moment: an item that appeared between two would be skipped for ever.
    /// </summary>
    public async Task<FeedSlice> ReadAsync(long after, IReadOnlyCollection<FeedKind>? kinds, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await OpenAsync(cancellation);
        while (true)
        {
            var texts = (kinds ?? []).Distinct().Select(StoredText.Of).ToArray();
            var rows = await database.ReadAsync((db, token) => FeedRow.ReadAsync(db, after, texts, limit, token), cancellation);
            var state = await StateOfAsync(rows[0].Head, rows[0].Generation, cancellation);
            if (await SettleAsync(state, cancellation)) continue;
            return new FeedSlice([.. rows.Select(row => row.Item).OfType<FeedItem>()], state);
        }
    }

    /// <summary>How far the feed is.</summary>
    public async Task<FeedState> StateAsync(CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        while (true)
        {
            var (head, generation) = await database.ReadAsync(FeedRow.HeadAsync, cancellation);
            var state = await StateOfAsync(head, generation, cancellation);
            if (!await SettleAsync(state, cancellation)) return state;
        }
    }

    /// <summary>The last number given; 0 when none.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellation) => (await StateAsync(cancellation)).Head;

    /// <summary>The first number that is still kept; one more than <paramref name="head"/> when nothing is.</summary>
    public Task<long> OldestAsync(long head, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await db.ExecuteAsync<long?>("SELECT MIN(seq) FROM (SELECT seq FROM feed ORDER BY seq LIMIT 1) AS oldest", token) ?? head + 1,
        cancellation);

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

    /// <summary>Begins a generation if the feed ends before a number that somebody else has seen of its current one.</summary>
    /// <param name="who">Who has seen it: a few words for people.</param>
    public async Task WentBackAsync(FeedState state, long seen, string who, CancellationToken cancellation)
    {
        if (seen <= state.Head) return;
        await UnlessMovedAsync(
            async (db, token) =>
            {
                var now = await FeedHead.ReadAsync(db, "NULL", token);
                var known = new FeedState(now.LastSeq, await FeedGenerations.ListAsync(db, token));
                return known.Current == state.Current && known.Head < seen ? await BeginAsync(db, known, now, who + " has later items", token) : known;
            },
            cancellation);
    }

    /// <summary>True: the feed had gone back, and a generation says so now; what was read is to be read again.</summary>
    private async Task<bool> SettleAsync(FeedState state, CancellationToken cancellation)
    {
        if (!memory.IsAheadOf(state))
        {
            memory.Saw(state);
            return false;
        }

        var lineage = await _lineage.SqlAsync(cancellation);
        await UnlessMovedAsync(async (db, token) => await SettleAsync(db, await FeedHead.ReadAsync(db, lineage, token), token), cancellation);
        return true;
    }

    /// <summary>Where the sequencer has numbered items meanwhile, what was seen may be just those: nothing is changed, and the caller looks again.</summary>
    private async Task UnlessMovedAsync(Func<DataConnection, CancellationToken, Task<FeedState>> settle, CancellationToken cancellation)
    {
        FeedState settled;
        try
        {
            settled = await database.WriteAsync(settle, cancellation);
        }
        catch (FeedFencedException)
        {
            return;
        }

        Saw(settled);
    }

    private async Task<FeedState> SettleAsync(DataConnection db, FeedHead head, CancellationToken cancellation)
    {
        if (_generations.Count != head.Generation) Learn(await FeedGenerations.ListAsync(db, cancellation));
        var state = new FeedState(head.LastSeq, _generations);
        if (memory.IsAheadOf(state)) return await BeginAsync(db, state, head, Restored, cancellation);
        return head.HasMoved ? await BeginAsync(db, state, head, Moved, cancellation) : state;
    }

    private async Task<FeedState> BeginAsync(DataConnection db, FeedState state, FeedHead head, string reason, CancellationToken cancellation)
    {
        await FeedGenerations.BeginAsync(db, state, memory.Lacking(state.Generations), reason, time.GetUtcNow(), cancellation);
        await head.AdvanceAsync(db, head.LastSeq, cancellation);
        return state with { Generations = await FeedGenerations.ListAsync(db, cancellation) };
    }

    /// <summary>After the commit only: what was rolled back was not seen.</summary>
    private void Saw(FeedState state)
    {
        Learn(state.Generations);
        memory.Saw(state);
    }

    private void Learn(IReadOnlyList<FeedGeneration> generations)
    {
        if (_generations.Count > 0)
        {
            foreach (var begun in generations.Skip(_generations.Count))
            {
                FeedLog.GenerationBegan(log, begun.Name, begun.FirstSeq, begun.Reason);
                _bound.Forget();
            }
        }

        _generations = generations;
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        if (_opened) return;
        memory.Open(await database.GetStoreIdAsync(cancellation));
        _opened = true;
    }

    /// <param name="generation">The number of the current one at the moment of the reading; another may have begun since.</param>
    private async Task<FeedState> StateOfAsync(long head, int generation, CancellationToken cancellation)
    {
        if (_generations.Count < generation) Learn(await database.ReadAsync(FeedGenerations.ListAsync, cancellation));
        var known = _generations;
        return new FeedState(head, known.Count == generation ? known : [.. known.Take(generation)]);
    }

    private async Task<(SequencedBatch Batch, FeedState State, long LastId)> SequenceAsync(
        DataConnection db, int most, long bound, string lineage, CancellationToken cancellation)
    {
        var head = await FeedHead.ReadAsync(db, lineage, cancellation);
        var state = await SettleAsync(db, head, cancellation);

        // On PostgreSQL ids can become visible out of order: what is moved is named row by row, never by a range.
        var ids = await (await db.CommandAsync(Waiting, cancellation)).With("bound", bound).With("most", most).ToListAsync(static row => row.GetInt64(0), cancellation);
        if (ids.Count == 0) return (new SequencedBatch(0, head.LastSeq), state, 0);

        var moved = db.Set(ids);
        var insert = await db.CommandAsync(
            $"""
            INSERT INTO feed (seq, kind, sn, at, data, data_protected)
            SELECT @head + row_number() OVER (ORDER BY id), kind, sn, at, data, data_protected FROM outbox WHERE {db.In("id", "ids")}
            """,
            cancellation);
        var inserted = await insert.With("head", head.LastSeq).With("ids", moved).ExecuteAsync(cancellation);
        var delete = await db.CommandAsync($"DELETE FROM outbox WHERE {db.In("id", "ids")}", cancellation);
        var deleted = await delete.With("ids", moved).ExecuteAsync(cancellation);
        if (inserted != ids.Count || deleted != ids.Count) throw new FeedFencedException();
        await head.AdvanceAsync(db, head.LastSeq + ids.Count, cancellation);
        return (new SequencedBatch(ids.Count, head.LastSeq + ids.Count), state with { Head = head.LastSeq + ids.Count }, ids[^1]);
    }
}
