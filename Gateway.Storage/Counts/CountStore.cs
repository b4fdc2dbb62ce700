using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Counts;

/// <summary>The tables <c>counts_minute</c> and <c>counts_hour</c> (docs/decisions/0136).</summary>
public sealed class CountStore(Database database)
{
    /// <summary>Days that minutes are kept.</summary>
    public const int MinuteDays = 2;

    /// <summary>Days that hours are kept.</summary>
    public const int HourDays = 400;

    private const long Hour = 3_600_000;

    private static readonly BulkInsert<(long At, CountKind Kind, long Count)> Sums = Insert("counts_minute.count + excluded.count");
    private static readonly BulkInsert<(long At, CountKind Kind, long Count)> Levels = Insert("excluded.count");

    /// <summary>Adds what one node has counted in a minute to what others have.</summary>
    public Task AddAsync(DateTimeOffset minute, IReadOnlyDictionary<CountKind, long> counts, CancellationToken cancellation) => WriteAsync(Sums, minute, counts, cancellation);

    /// <summary>Writes down how something is in the whole cluster; what was written down of the same minute goes.</summary>
    public Task SetAsync(DateTimeOffset minute, IReadOnlyDictionary<CountKind, long> levels, CancellationToken cancellation) => WriteAsync(Levels, minute, levels, cancellation);

    /// <summary>Writes the hours of a time anew from their minutes, as far as these are kept; as often as anybody likes.</summary>
    /// <param name="from">The hour that it lies in is the first.</param>
    /// <param name="to">The hour that it lies in is left out.</param>
    public Task<int> RollUpAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) => database.WriteAlongAsync(
        async (db, token) => await (await db.CommandAsync(
                $"""
                INSERT INTO counts_hour (at, what, count)
                SELECT at / {Hour} * {Hour}, what, CAST(ROUND(CASE WHEN what IN ({CountText.Levels}) THEN AVG(count) ELSE SUM(count) END) AS bigint)
                FROM counts_minute WHERE at >= @from AND at < @to GROUP BY 1, 2
                ON CONFLICT (at, what) DO UPDATE SET count = excluded.count
                """,
                token))
            .With("from", from.ToUnixTimeMilliseconds() / Hour * Hour).With("to", to.ToUnixTimeMilliseconds() / Hour * Hour).ExecuteAsync(token),
        cancellation);

    /// <summary>Deletes minutes before, most of them in one go at most.</summary>
    public Task<int> DeleteMinutesAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync("counts_minute", before, most, cancellation);

    /// <summary>Deletes hours before, most of them in one go at most.</summary>
    public Task<int> DeleteHoursAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync("counts_hour", before, most, cancellation);

    private static BulkInsert<(long At, CountKind Kind, long Count)> Insert(string count) => new(
        "counts_minute",
        $"ON CONFLICT (at, what) DO UPDATE SET count = {count}",
        new("at", SqlType.BigInt, static row => row.At),
        new("what", SqlType.Text, static row => CountText.Of(row.Kind)),
        new("count", SqlType.BigInt, static row => row.Count));

    private Task<int> WriteAsync(
        BulkInsert<(long, CountKind, long)> insert, DateTimeOffset minute, IReadOnlyDictionary<CountKind, long> counts, CancellationToken cancellation)
    {
        var at = minute.ToUnixTimeMilliseconds() / 60_000 * 60_000;

        // In one order on every node, so that no two wait for each other.
        var rows = counts.OrderBy(static count => count.Key).Select(count => (at, count.Key, count.Value)).ToList();
        return database.WriteAlongAsync((db, token) => insert.RunAsync(db, rows, null, token), cancellation);
    }

    private Task<int> DeleteAsync(string table, DateTimeOffset before, int most, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                $"DELETE FROM {table} WHERE (at, what) IN (SELECT at, what FROM {table} WHERE at < @before ORDER BY at, what LIMIT @most)", token))
            .With("before", before.ToUnixTimeMilliseconds()).With("most", most).ExecuteAsync(token),
        cancellation);
}
