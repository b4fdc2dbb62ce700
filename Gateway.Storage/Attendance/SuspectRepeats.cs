using System.Data.Common;
using Gateway.Actors.Attendance;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Attendance;

/// <summary>
/// The tables <c>suspect_repeats</c> and <c>attendance_again</c>: records by a dead clock whose key is in <c>attendance</c> already (D36). The same minute of 1970
/// comes again after the next power cut: what has not come for a day is new.
/// </summary>
internal static class SuspectRepeats
{
    /// <summary>Such a record is a duplicate of one that came last within this.</summary>
    public static readonly TimeSpan DuplicateWithin = TimeSpan.FromHours(24);

    private static readonly BulkInsert<PartedRecord> Insert =
        PartedRecord.InsertInto("attendance_again", "ON CONFLICT (sn, user_id, recog_time, received_at) DO NOTHING");

    private static readonly BulkInsert<KeyValuePair<RecordKey, long>> Renew = new(
        "suspect_repeats",
        "ON CONFLICT (sn, user_id, recog_time) DO UPDATE SET last_receipt = excluded.last_receipt",
        new("sn", SqlType.Text, static r => r.Key.Sn),
        new("user_id", SqlType.Text, static r => r.Key.UserId),
        new("recog_time", SqlType.BigInt, static r => r.Key.RecogTime),
        new("last_receipt", SqlType.BigInt, static r => r.Value));

    /// <summary>Stores those of the suspect records that were not written and are new all the same.</summary>
    /// <param name="written">Set for them.</param>
    public static async Task StoreAsync(DataConnection db, IReadOnlyList<PartedRecord> records, bool[] written, CancellationToken cancellation)
    {
        var again = Enumerable.Range(0, records.Count).Where(r => !written[r] && records[r].Record.IsClockSuspect).ToList();
        if (again.Count == 0) return;
        var keys = again.Select(r => RecordKey.Of(records[r].Record)).ToHashSet();
        var last = await LastReceiptsAsync(db, keys, cancellation);
        var (renewed, changed) = (new List<int>(), new Dictionary<RecordKey, long>());
        foreach (var r in again)
        {
            var (key, received) = (RecordKey.Of(records[r].Record), records[r].Record.ReceivedAt.ToUnixTimeMilliseconds());
            if (!last.TryGetValue(key, out var before) || received <= before) continue;
            if (received - before > Milliseconds(DuplicateWithin)) renewed.Add(r);
            last[key] = changed[key] = received;
        }

        await Renew.RunAsync(db, [.. changed], null, cancellation);
        var isNew = new bool[renewed.Count];
        await Insert.RunAsync(db, renewed.ConvertAll(r => records[r]), isNew, cancellation);
        for (var i = 0; i < isNew.Length; i++) written[renewed[i]] = isNew[i];
    }

    /// <summary>
    /// When these keys came last; not those of records that were no suspects, which are duplicates for ever (D18). On PostgreSQL the rows are locked, in one order on
    /// every node: another that has one of them waits for this transaction, and then reads what it has written.
    /// </summary>
    private static async Task<Dictionary<RecordKey, long>> LastReceiptsAsync(DataConnection db, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellation)
    {
        const string Same = "r.sn = k.sn AND r.user_id = k.user_id AND r.recog_time = k.recog_time";
        var list = db.IsSqlite()
            ? "(SELECT value ->> 0 AS sn, value ->> 1 AS user_id, value ->> 2 AS recog_time FROM json_each(@keys)) k"
            : "unnest(@sns, @users, @times) AS k(sn, user_id, recog_time)";
        DbCommand WithKeys(DbCommand command) => db.IsSqlite()
            ? command.With("keys", JsonSerializer.Serialize(keys.Select(static key => new object[] { key.Sn, key.UserId, key.RecogTime })))
            : command.With("sns", keys.Select(static key => key.Sn).ToArray()).With("users", keys.Select(static key => key.UserId).ToArray())
                .With("times", keys.Select(static key => key.RecogTime).ToArray());

        // A key that comes again for the first time came last when its record was received. The cross joins keep SQLite from reading the tables first.
        var begin = await db.CommandAsync(
            $"""
            INSERT INTO suspect_repeats (sn, user_id, recog_time, last_receipt)
            SELECT r.sn, r.user_id, r.recog_time, r.received_at FROM {list} CROSS JOIN attendance r
            WHERE {Same} AND (r.recog_time < r.received_at - @age OR r.recog_time > r.received_at + @ahead) ORDER BY r.sn, r.user_id, r.recog_time
            ON CONFLICT (sn, user_id, recog_time) DO NOTHING
            """,
            cancellation);
        await WithKeys(begin).With("age", Milliseconds(AttendanceRecord.AgeMax)).With("ahead", Milliseconds(AttendanceRecord.AheadMax)).ExecuteAsync(cancellation);
        var read = await db.CommandAsync(
            $"SELECT r.sn, r.user_id, r.recog_time, r.last_receipt FROM {list} CROSS JOIN suspect_repeats r WHERE {Same} ORDER BY r.sn, r.user_id, r.recog_time{db.ForUpdate()}",
            cancellation);
        return (await WithKeys(read).ToListAsync(
            static row => (Key: new RecordKey(row.GetString(0), row.GetString(1), row.GetInt64(2)), Last: row.GetInt64(3)), cancellation))
            .ToDictionary(static row => row.Key, static row => row.Last);
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    /// <summary>What makes a record the same (D18); its time in Unix milliseconds.</summary>
    private readonly record struct RecordKey(string Sn, string UserId, long RecogTime)
    {
        public static RecordKey Of(AttendanceRecord record) => new(record.Sn, record.UserId, record.RecogTime.ToUnixTimeMilliseconds());
    }
}
