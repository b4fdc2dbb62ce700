using System.Security.Cryptography;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Data;

namespace Gateway.Storage.Feed;

/// <summary>The table <c>feed_generations</c>, inside the transactions of others.</summary>
internal static class FeedGenerations
{
    private const int NameLength = 12;
    private const string Insert = "INSERT INTO feed_generations (number, generation, first_seq, began_at, reason) VALUES (@number, @name, @first, @at, @reason)";

    public static async Task<List<FeedGeneration>> ListAsync(DataConnection db, CancellationToken cancellation) =>
        await (await db.CommandAsync("SELECT number, generation, first_seq, reason FROM feed_generations ORDER BY number", cancellation))
            .ToListAsync(row => new FeedGeneration(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetString(3)), cancellation);

    /// <summary>
    /// Begins one behind all that are known. Generations that the database has lost are put back before it: their positions are valid up to where they left what the database has.
    /// A second node that does the same at once violates the primary key.
    /// </summary>
    public static async Task BeginAsync(
        DataConnection db, FeedState state, IReadOnlyList<FeedGeneration> lacking, string reason, DateTimeOffset at, CancellationToken cancellation)
    {
        var number = state.Current.Number;
        foreach (var lost in lacking) await AddAsync(db, lost with { Number = ++number }, at, cancellation);
        var first = lacking.Select(lost => lost.FirstSeq).Append(state.Head + 1).Min();
        await AddAsync(db, new FeedGeneration(number + 1, RandomNumberGenerator.GetHexString(NameLength, lowercase: true), first, reason), at, cancellation);
    }

    private static Task<int> AddAsync(DataConnection db, FeedGeneration generation, DateTimeOffset at, CancellationToken cancellation) => db.ExecuteAsync(
        Insert,
        cancellation,
        new DataParameter("number", generation.Number),
        new DataParameter("name", generation.Name, DataType.NVarChar),
        new DataParameter("first", generation.FirstSeq),
        new DataParameter("at", at.ToUnixTimeMilliseconds()),
        new DataParameter("reason", generation.Reason, DataType.NVarChar));
}
