using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Presence;

/// <summary>
/// An entry of <c>connection_hours</c>: what a terminal did in one hour, of the changes that its ring has let go. A ring of hours, so that it is bounded without anything that
/// deletes; a terminal that seldom comes and goes has none.
/// </summary>
/// <param name="Hour">Since 1970, UTC.</param>
/// <param name="Began">It was online when the hour began.</param>
/// <param name="OnlineMs">How long it was online from then to <paramref name="LastAt"/>, ms.</param>
/// <param name="Changes">How often it came or went.</param>
/// <param name="LastAt">Its last change in the hour, Unix ms.</param>
/// <param name="Online">Whether it was online from then on.</param>
internal readonly record struct ConnectionHour(string Sn, long Hour, bool Began, long OnlineMs, int Changes, long LastAt, bool Online)
{
    /// <summary>Hours of each terminal: a week, and a day for what is written late.</summary>
    public const int Kept = 8 * 24;

    public const long Milliseconds = 3_600_000;

    private static readonly BulkInsert<ConnectionHour> Upsert = new(
        "connection_hours",
        """
        ON CONFLICT (sn, slot) DO UPDATE SET
        began = CASE WHEN connection_hours.hour = excluded.hour THEN connection_hours.began ELSE excluded.began END,
        online_ms = excluded.online_ms + CASE WHEN connection_hours.hour = excluded.hour THEN connection_hours.online_ms
            - CASE WHEN connection_hours.online THEN connection_hours.last_at - connection_hours.hour * 3600000 ELSE 0 END ELSE 0 END,
        changes = excluded.changes + CASE WHEN connection_hours.hour = excluded.hour THEN connection_hours.changes ELSE 0 END,
        hour = excluded.hour, last_at = excluded.last_at, online = excluded.online
        WHERE connection_hours.hour <= excluded.hour
        """,
        new("sn", SqlType.Text, h => h.Sn),
        new("slot", SqlType.Int, h => h.Slot),
        new("hour", SqlType.BigInt, h => h.Hour),
        new("began", SqlType.Bool, h => h.Began),
        new("online_ms", SqlType.BigInt, h => h.OnlineMs),
        new("changes", SqlType.Int, h => h.Changes),
        new("last_at", SqlType.BigInt, h => h.LastAt),
        new("online", SqlType.Bool, h => h.Online));

    public long From => Hour * Milliseconds;

    private int Slot => (int)(Hour % Kept);

    /// <summary>Adds what terminals' rings let go; of each terminal in its order.</summary>
    public static Task<int> AddAsync(DataConnection db, IEnumerable<ConnectionRow> gone, CancellationToken cancellation) =>
        Upsert.RunAsync(
            db, [.. gone.GroupBy(static row => row.Sn).SelectMany(Of).GroupBy(static hour => (hour.Sn, hour.Slot)).Select(static same => same.Last())], null, cancellation);

    public static async Task<List<ConnectionHour>> ReadAsync(DataConnection db, string sn, CancellationToken cancellation) =>
        await (await db.CommandAsync("SELECT hour, began, online_ms, changes, last_at, online FROM connection_hours WHERE sn = @sn ORDER BY hour", cancellation)).With("sn", sn)
            .ToListAsync(row => new ConnectionHour(sn, row.GetInt64(0), row.GetBoolean(1), row.GetInt64(2), row.GetInt32(3), row.GetInt64(4), row.GetBoolean(5)), cancellation);

    /// <summary>Changes alternate: before one that came it was away.</summary>
    private static IEnumerable<ConnectionHour> Of(IEnumerable<ConnectionRow> changes)
    {
        ConnectionHour? open = null;
        foreach (var change in changes)
        {
            var at = change.At.ToUnixTimeMilliseconds();
            if (open is { } hour && hour.Hour == at / Milliseconds)
            {
                open = hour with { OnlineMs = hour.OnlineMs + (hour.Online ? at - hour.LastAt : 0), Changes = hour.Changes + 1, LastAt = at, Online = change.Online };
                continue;
            }

            if (open is { } done) yield return done;
            open = new ConnectionHour(change.Sn, at / Milliseconds, !change.Online, change.Online ? 0 : at % Milliseconds, 1, at, change.Online);
        }

        if (open is { } last) yield return last;
    }
}
