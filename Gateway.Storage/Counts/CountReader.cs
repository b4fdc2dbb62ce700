using Gateway.Storage.Sql;

namespace Gateway.Storage.Counts;

/// <summary>Reads <c>counts_minute</c> and <c>counts_hour</c>.</summary>
public sealed class CountReader(Database database)
{
    /// <summary>Buckets that one reading answers at most.</summary>
    public const int BucketsMax = 1000;

    /// <summary>Whole buckets of a time, oldest first; those of which nothing is known, since no gateway was there, are missing.</summary>
    /// <param name="step">Of whole minutes; from an hour on hours are read, and what is within the present one is missing.</param>
    public async Task<IReadOnlyList<CountBucket>> ReadAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((to - from) / step, BucketsMax);
        var (table, length) = (step < TimeSpan.FromHours(1) ? "counts_minute" : "counts_hour", (long)step.TotalMilliseconds);
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"""
                    SELECT at / {length} * {length}, what, CAST(SUM(count) AS bigint), COUNT(*) FROM {table} WHERE at >= @from AND at < @to GROUP BY 1, 2 ORDER BY 1
                    """,
                    token))
                .With("from", from.ToUnixTimeMilliseconds() / length * length).With("to", to.ToUnixTimeMilliseconds() / length * length)
                .ToListAsync(static row => (At: row.GetTime(0), Kind: CountText.Parse(row.GetString(1)), Sum: row.GetInt64(2), Rows: row.GetInt64(3)), token),
            cancellation);
        return [.. rows.GroupBy(static row => row.At).Select(bucket => new CountBucket(
            bucket.Key,
            step,
            bucket.Where(static row => row.Kind is not null)
                .ToDictionary(static row => row.Kind!.Value, static row => CountText.IsLevel(row.Kind!.Value) ? (double)row.Sum / row.Rows : row.Sum)))];
    }
}
