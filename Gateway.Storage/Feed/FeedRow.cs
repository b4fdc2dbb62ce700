using System.Data.Common;
using Gateway.Actors.Feed;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Feed;

/// <summary>A row of a reading of the feed: an item, or none, beside the state of that moment.</summary>
/// <param name="Generation">The number of the current one.</param>
internal readonly record struct FeedRow(long Head, int Generation, FeedItem? Item)
{
    private const string State = "SELECT h.last_seq, (SELECT MAX(number) FROM feed_generations)";

    public static async Task<(long Head, int Generation)> HeadAsync(DataConnection db, CancellationToken cancellation) =>
        (await (await db.CommandAsync($"{State} FROM feed_head h WHERE h.id = 1", cancellation)).ToListAsync(row => (row.GetInt64(0), row.GetInt32(1)), cancellation))[0];

    /// <summary>One row at least.</summary>
    /// <param name="kinds">Empty: all.</param>
    public static async Task<List<FeedRow>> ReadAsync(DataConnection db, long after, IReadOnlyList<string> kinds, int limit, CancellationToken cancellation)
    {
        var command = (await db.CommandAsync(Sql(kinds.Count), cancellation)).With("after", after).With("limit", limit);
        for (var i = 0; i < kinds.Count; i++) command = command.With(Invariant($"kind{i}"), kinds[i]);
        return await command.ToListAsync(Read, cancellation);
    }

    /// <summary>Each kind by its own part of the index, since "one of these kinds, ordered" would read a rare kind's whole neighbourhood.</summary>
    internal static string Sql(int kinds)
    {
        var parts = Enumerable.Range(0, kinds).Select(static i =>
            Invariant($"SELECT * FROM (SELECT seq, kind, sn, at, data, data_protected FROM feed WHERE kind = @kind{i} AND seq > @after ORDER BY seq LIMIT @limit) AS k{i}"));
        var items = kinds == 0 ? "SELECT seq, kind, sn, at, data, data_protected FROM feed WHERE seq > @after" : string.Join(" UNION ALL ", parts);
        return $"{State}, f.seq, f.kind, f.sn, f.at, f.data, f.data_protected FROM feed_head h "
            + $"LEFT JOIN ({items} ORDER BY seq LIMIT @limit) AS f ON TRUE WHERE h.id = 1 ORDER BY f.seq";
    }

    private static FeedRow Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt32(1),
        row.IsDBNull(2) ? null : new FeedItem(
            row.GetInt64(2), StoredText.ToFeedKind(row.GetString(3)), row.GetString(4), row.GetTime(5), row.GetString(6), row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7)));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
