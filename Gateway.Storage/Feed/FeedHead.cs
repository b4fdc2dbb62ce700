using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Feed;

/// <summary>The row of <c>feed_head</c>, read in the transaction that writes it.</summary>
/// <param name="Stored">Where the database was when the last number was given; null: nobody has said.</param>
/// <param name="Lineage">Where it is now; null: that cannot be told.</param>
/// <param name="Generation">The number of the current one.</param>
internal sealed record FeedHead(long LastSeq, string? Stored, string? Lineage, int Generation)
{
    /// <summary>A standby has taken over, or it was restored: items may have been lost with it.</summary>
    public bool HasMoved => Stored is not null && Lineage is not null && Stored != Lineage;

    /// <param name="lineage">An expression of SQL.</param>
    public static async Task<FeedHead> ReadAsync(DataConnection db, string lineage, CancellationToken cancellation) =>
        (await (await db.CommandAsync($"SELECT last_seq, lineage, {lineage}, (SELECT MAX(number) FROM feed_generations) FROM feed_head WHERE id = 1", cancellation))
            .ToListAsync(row => new FeedHead(row.GetInt64(0), row.GetText(1), row.GetText(2), row.GetInt32(3)), cancellation))[0];

    /// <exception cref="FeedFencedException">Somebody else has moved it meanwhile.</exception>
    public async Task AdvanceAsync(DataConnection db, long lastSeq, CancellationToken cancellation)
    {
        var command = await db.CommandAsync(
            "UPDATE feed_head SET last_seq = @last, lineage = COALESCE(@lineage, lineage) WHERE id = 1 AND last_seq = @head", cancellation);
        var advanced = await command.With("last", lastSeq).With("lineage", Lineage).With("head", LastSeq).ExecuteAsync(cancellation);
        if (advanced != 1) throw new FeedFencedException();
    }
}
