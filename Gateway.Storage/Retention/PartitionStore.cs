using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Retention;

/// <summary>
/// The partitions of attendance (by month) and feed (by number) on PostgreSQL: made ahead, dropped when everything in them is past (docs/decisions/0020). Does
/// nothing on SQLite. Whoever is in the way of a lock for <see cref="LockWithin"/> wins: it is tried again the next time.
/// </summary>
public sealed class PartitionStore(Database database)
{
    /// <summary>Numbers of the feed in one partition. Frozen: names and bounds of the partitions follow from it.</summary>
    public const long FeedWidth = 5_000_000;

    /// <summary>Months, and partitions of the feed, that are there before they are needed.</summary>
    private const int Ahead = 2;

    /// <summary>Looking through a partition may take so long, seconds; nobody waits for it.</summary>
    private const int LookSeconds = 600;

    /// <summary>A month is dropped when it ended so many days ago, and is empty.</summary>
    private const int EmptyMonthDays = 400;

    private const string LockWithin = "SET LOCAL lock_timeout = '2s'";
    private const string AttendancePrefix = "attendance_";
    private const string FeedPrefix = "feed_";

    /// <summary>Makes what will be needed. What the default partition has of it is moved.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> PrepareAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (!database.HasPartitions) return 0;
        var made = 0;
        var month = MonthOf(now);
        for (var ahead = -1; ahead <= Ahead; ahead++)
        {
            var first = month.AddMonths(ahead);
            var name = AttendancePrefix + first.ToString("yyyyMM", CultureInfo.InvariantCulture);
            made += await AddAsync("attendance", name, first.ToUnixTimeMilliseconds(), first.AddMonths(1).ToUnixTimeMilliseconds(), cancellation);
        }

        var head = await database.ReadAsync(HeadAsync, cancellation);
        for (var number = head / FeedWidth; number <= (head / FeedWidth) + Ahead; number++)
        {
            var name = FeedPrefix + number.ToString("D12", CultureInfo.InvariantCulture);
            made += await AddAsync("feed", name, number * FeedWidth, (number + 1) * FeedWidth, cancellation);
        }

        return made;
    }

    /// <summary>
    /// Drops months in which nothing is left. Only long past ones: a record of an earlier month than that comes from a clock that is wrong (D36), and the default partition is its
    /// place.
    /// </summary>
    /// <returns>How many were dropped.</returns>
    public async Task<int> DropEmptyMonthsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (!database.HasPartitions) return 0;
        var dropped = 0;
        foreach (var (name, number) in await ListAsync(AttendancePrefix, cancellation))
        {
            if (!DateTimeOffset.TryParseExact($"{number:D6}01", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var first)) continue;
            if (first.AddMonths(1) > now.AddDays(-EmptyMonthDays)) break;
            var kept = $"SELECT EXISTS (SELECT 1 FROM {name})";
            var isKept = await database.ReadAsync(
                async (db, token) =>
                {
                    await db.ExecuteAsync("SET enable_seqscan = off", token); // By the index, which forgets by it what is dead.
                    return await IsAsync(db, kept, token);
                },
                cancellation);
            if (isKept) continue;
            dropped += await database.WriteAsync(
                async (db, token) =>
                {
                    // Asked again when no other record can come: short, after the look before.
                    await db.ExecuteAsync($"{LockWithin}; SET LOCAL enable_seqscan = off; LOCK TABLE ONLY attendance IN ACCESS EXCLUSIVE MODE", token);
                    if (await IsAsync(db, kept, token)) return 0;
                    await db.ExecuteAsync($"DROP TABLE {name}", token);
                    return 1;
                },
                cancellation);
        }

        return dropped;
    }

    /// <summary>Drops partitions from the feed's beginning on as long as all of their items became true before.</summary>
    /// <param name="publishedBy">A publisher whose mark bounds it: what it has not published stays. Null = none.</param>
    /// <returns>How many were dropped.</returns>
    public async Task<int> DropFeedAsync(DateTimeOffset before, string? publishedBy, CancellationToken cancellation)
    {
        if (!database.HasPartitions) return 0;
        var bound = await database.ReadAsync(HeadAsync, cancellation);
        if (publishedBy is not null) bound = Math.Min(bound, await database.ReadAsync((db, token) => RetentionStore.MarkAsync(db, publishedBy, token), cancellation));
        var dropped = 0;
        foreach (var (name, number) in await ListAsync(FeedPrefix, cancellation))
        {
            // No item is added up to the head, so that what is seen now stays true.
            if (((number + 1) * FeedWidth) - 1 > bound) break;
            var time = before.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            var kept = $"SELECT COALESCE((SELECT at FROM {name} ORDER BY seq DESC LIMIT 1), 0) >= {time} OR EXISTS (SELECT 1 FROM {name} WHERE at >= {time})";
            if (await database.ReadAsync((db, token) => IsAsync(db, kept, token), cancellation)) break;
            dropped += await database.WriteAsync(
                async (db, token) =>
                {
                    await db.ExecuteAsync(LockWithin, token);
                    await db.ExecuteAsync($"DROP TABLE {name}", token);
                    return 1;
                },
                cancellation);
        }

        return dropped;
    }

    private static DateTimeOffset MonthOf(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static Task<long> HeadAsync(DataConnection db, CancellationToken cancellation) =>
        db.ExecuteAsync<long>("SELECT last_seq FROM feed_head WHERE id = 1", cancellation);

    private static async Task<bool> IsAsync(DataConnection db, string sql, CancellationToken cancellation)
    {
        await db.ExecuteAsync($"SET statement_timeout = '{LookSeconds}s'", cancellation); // Until the connection is given back.
        var command = await db.CommandAsync(sql, cancellation);
        command.CommandTimeout = LookSeconds;
        return (await command.ToListAsync(static row => row.GetBoolean(0), cancellation))[0];
    }

    /// <summary>One a transaction: the locks are short. The migration has made the function.</summary>
    private async Task<int> AddAsync(string parent, string name, long low, long high, CancellationToken cancellation)
    {
        if (await database.ReadAsync((db, token) => db.ExecuteAsync<bool>("SELECT to_regclass(@name) IS NOT NULL", token, new DataParameter("name", name)), cancellation))
            return 0;

        return await database.WriteAsync(
            async (db, token) =>
            {
                await db.ExecuteAsync(LockWithin, token);
                return await db.ExecuteAsync<int>(
                    "SELECT gateway_add_partition(@parent, @name, @low, @high)",
                    token,
                    new DataParameter("parent", parent),
                    new DataParameter("name", name),
                    new DataParameter("low", low),
                    new DataParameter("high", high));
            },
            cancellation);
    }

    /// <summary>Those with a number for a name, in its order.</summary>
    private async Task<IReadOnlyList<(string Name, long Number)>> ListAsync(string prefix, CancellationToken cancellation)
    {
        var names = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = to_regclass(@parent)", token))
                .With("parent", prefix.TrimEnd('_')).ToListAsync(row => row.GetString(0), token),
            cancellation);
        return
        [
            .. names.Select(name => (Name: name, IsNumbered: long.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number), number))
                .Where(one => one.IsNumbered).Select(one => (one.Name, one.number)).OrderBy(one => one.number),
        ];
    }
}
