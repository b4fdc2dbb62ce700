using Gateway.Actors.Time;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Counts;

/// <summary>
/// The tables <c>clock_ins</c> and <c>clocked_in</c>, written by one follower of the feed (docs/decisions/0135): what a record adds and how far the feed is read are one
/// transaction, so that each record is counted once, whatever dies, and a database that goes back takes both back.
/// </summary>
public sealed class ClockInStore(Database database, GatewayZone zone)
{
    /// <summary>Days that counts are kept: eight weeks and the present one.</summary>
    public const int KeptDays = 63;

    /// <summary>Days that who clocked in is kept: a day more than <see cref="ClockInSums.PersonsWithinDays"/>, and one for clocks that differ.</summary>
    public const int PersonsKeptDays = ClockInSums.PersonsWithinDays + 2;

    /// <summary>Of <see cref="FeedMarks"/>. Frozen.</summary>
    private const string Mark = "clock-ins";

    private static readonly BulkInsert<KeyValuePair<(int Day, string Site, int Slot), (int Records, int Persons)>> Slots = new(
        "clock_ins",
        "ON CONFLICT (day, site, slot) DO UPDATE SET records = clock_ins.records + excluded.records, persons = clock_ins.persons + excluded.persons",
        new("day", SqlType.Int, static row => row.Key.Day),
        new("site", SqlType.Text, static row => row.Key.Site),
        new("slot", SqlType.Int, static row => row.Key.Slot),
        new("records", SqlType.Int, static row => row.Value.Records),
        new("persons", SqlType.Int, static row => row.Value.Persons));

    private static readonly BulkInsert<KeyValuePair<(int Day, string Site, string UserId), int>> Persons = new(
        "clocked_in",
        "ON CONFLICT (day, site, user_id) DO UPDATE SET slot = excluded.slot",
        new("day", SqlType.Int, static row => row.Key.Day),
        new("site", SqlType.Text, static row => row.Key.Site),
        new("user_id", SqlType.Text, static row => row.Key.UserId),
        new("slot", SqlType.Int, static row => row.Value));

    /// <summary>The last number of the feed that is counted; 0 before the first.</summary>
    internal Task<long> PositionAsync(CancellationToken cancellation) => database.ReadAsync(static (db, token) => PositionAsync(db, token), cancellation);

    /// <summary>Counts the records between two numbers of the feed.</summary>
    /// <param name="before">The position as it was read.</param>
    /// <param name="after">The position from then on.</param>
    /// <exception cref="FeedFencedException">The position is another one by now: somebody else follows too, or the database has gone back.</exception>
    internal async Task AddAsync(long before, long after, IReadOnlyList<ClockIn> records, CancellationToken cancellation)
    {
        // A record's site does not change any more; read beforehand, so that the one writer of SQLite is not kept.
        var sites = await database.ReadAsync((db, token) => SitesAsync(db, records, token), cancellation);
        await database.WriteAlongAsync((db, token) => WriteAsync(db, before, after, records, sites, token), cancellation);
    }

    /// <summary>Deletes counts of days before, most of them in one go at most.</summary>
    public Task<int> DeleteAsync(DateTimeOffset before, int most, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                $"DELETE FROM clock_ins WHERE {Oldest("clock_ins", "day, site, slot")}", token))
            .With("day", zone.Today(before).DayNumber).With("most", most).ExecuteAsync(token),
        cancellation);

    /// <summary>Deletes who clocked in on days before; never of days that the follower may still come to.</summary>
    public Task<int> DeletePersonsAsync(DateTimeOffset before, int most, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            var read = await (await db.CommandAsync("SELECT at FROM feed_marks WHERE name = @name", token)).With("name", Mark).ToListAsync(static row => row.GetTime(0), token);
            if (read.Count == 0) return 0;
            var bound = read[0].AddDays(-PersonsKeptDays) is var reached && reached < before ? reached : before;
            return await (await db.CommandAsync($"DELETE FROM clocked_in WHERE {Oldest("clocked_in", "day, site, user_id")}", token))
                .With("day", zone.Today(bound).DayNumber).With("most", most).ExecuteAsync(token);
        },
        cancellation);

    private static string Oldest(string table, string key) => $"({key}) IN (SELECT {key} FROM {table} WHERE day < @day ORDER BY {key} LIMIT @most)";

    private static async Task<long> PositionAsync(DataConnection db, CancellationToken cancellation) =>
        (await (await db.CommandAsync("SELECT seq FROM feed_marks WHERE name = @name", cancellation)).With("name", Mark)
            .ToListAsync(static row => row.GetInt64(0), cancellation)).SingleOrDefault();

    private async Task<int> WriteAsync(
        DataConnection db, long before, long after, IReadOnlyList<ClockIn> records, IReadOnlyDictionary<(string Sn, string UserId, long Time), string?> sites,
        CancellationToken cancellation)
    {
        await AdvanceAsync(db, before, after, records[^1].ReceivedAt, cancellation);
        var sums = new ClockInSums();
        foreach (var record in records) sums.Add(record, sites.GetValueOrDefault(KeyOf(record)), zone);
        var changed = sums.Settle(await CountedAsync(db, [.. sums.First.Keys], cancellation));
        await Persons.RunAsync(db, changed, null, cancellation);
        return await Slots.RunAsync(db, [.. sums.Slots], null, cancellation);
    }

    /// <param name="at">Of the last item: days go by the records, also when they are read weeks later.</param>
    private static async Task AdvanceAsync(DataConnection db, long before, long after, DateTimeOffset at, CancellationToken cancellation)
    {
        var sql = before == 0
            ? "INSERT INTO feed_marks (name, seq, at) VALUES (@name, @after, @at) ON CONFLICT (name) DO NOTHING"
            : "UPDATE feed_marks SET seq = @after, at = @at WHERE name = @name AND seq = @before";
        var command = (await db.CommandAsync(sql, cancellation)).With("name", Mark).With("after", after).With("at", at.ToUnixTimeMilliseconds());
        if (await (before == 0 ? command : command.With("before", before)).ExecuteAsync(cancellation) != 1) throw new FeedFencedException();
    }

    private static (string Sn, string UserId, long Time) KeyOf(ClockIn record) => (record.Sn, record.UserId, record.RecogTime.ToUnixTimeMilliseconds());

    // The cross joins keep SQLite from reading the tables first.
    private static async Task<Dictionary<(string Sn, string UserId, long Time), string?>> SitesAsync(
        DataConnection db, IReadOnlyList<ClockIn> records, CancellationToken cancellation)
    {
        var keys = records.Select(KeyOf).Distinct().ToList();
        var list = db.IsSqlite()
            ? "(SELECT value ->> 0 AS sn, value ->> 1 AS user_id, value ->> 2 AS recog_time FROM json_each(@keys)) k"
            : "unnest(@sns, @users, @times) AS k(sn, user_id, recog_time)";
        var command = await db.CommandAsync(
            $"SELECT a.sn, a.user_id, a.recog_time, a.site FROM {list} CROSS JOIN attendance a WHERE a.sn = k.sn AND a.user_id = k.user_id AND a.recog_time = k.recog_time",
            cancellation);
        command = db.IsSqlite()
            ? command.With("keys", JsonSerializer.Serialize(keys.Select(static key => new object[] { key.Sn, key.UserId, key.Time })))
            : command.With("sns", keys.Select(static key => key.Sn).ToArray()).With("users", keys.Select(static key => key.UserId).ToArray())
                .With("times", keys.Select(static key => key.Time).ToArray());
        return (await command.ToListAsync(static row => (Key: (row.GetString(0), row.GetString(1), row.GetInt64(2)), Site: row.GetText(3)), cancellation))
            .ToDictionary(static row => row.Key, static row => row.Site);
    }

    private static async Task<Dictionary<(int Day, string Site, string UserId), int>> CountedAsync(
        DataConnection db, IReadOnlyList<(int Day, string Site, string UserId)> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0) return [];
        var list = db.IsSqlite()
            ? "(SELECT value ->> 0 AS day, value ->> 1 AS site, value ->> 2 AS user_id FROM json_each(@keys)) k"
            : "unnest(@days, @sites, @users) AS k(day, site, user_id)";
        var command = await db.CommandAsync(
            $"SELECT c.day, c.site, c.user_id, c.slot FROM {list} CROSS JOIN clocked_in c WHERE c.day = k.day AND c.site = k.site AND c.user_id = k.user_id", cancellation);
        command = db.IsSqlite()
            ? command.With("keys", JsonSerializer.Serialize(keys.Select(static key => new object[] { key.Day, key.Site, key.UserId })))
            : command.With("days", keys.Select(static key => key.Day).ToArray()).With("sites", keys.Select(static key => key.Site).ToArray())
                .With("users", keys.Select(static key => key.UserId).ToArray());
        return (await command.ToListAsync(static row => (Key: (row.GetInt32(0), row.GetString(1), row.GetString(2)), Slot: row.GetInt32(3)), cancellation))
            .ToDictionary(static row => row.Key, static row => row.Slot);
    }
}
