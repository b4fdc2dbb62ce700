using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Alarms;

/// <summary>What the database knows of trouble, for alarms.</summary>
public sealed class AlarmFacts(Database database)
{
    /// <summary>Rows of each answer: who has more trouble than that does not need a longer list.</summary>
    public const int Most = 200;

    /// <summary>
    /// Terminals that are online and whose clock is off by more than <paramref name="allowedSeconds"/>, with the seconds; null where an hour of heartbeats had no right time (D37).
    /// </summary>
    public async Task<IReadOnlyList<(string Sn, int? Seconds)>> WrongClocksAsync(int allowedSeconds, CancellationToken cancellation) => await database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                """
                SELECT sn, CASE WHEN clock_skew_seconds > @allowed OR clock_skew_seconds < -@allowed THEN clock_skew_seconds END FROM presence
                WHERE online = @online AND (clock_skew_seconds > @allowed OR clock_skew_seconds < -@allowed OR clock_habit = @wrong) ORDER BY sn LIMIT @most
                """,
                token))
            .With("online", true).With("allowed", allowedSeconds).With("most", Most)
            .With("wrong", (int)ClockHabit.Wrong).ToListAsync(static row => (row.GetString(0), row.IsDBNull(1) ? (int?)null : row.GetInt32(1)), token),
        cancellation);

    /// <summary>Sites with at least <paramref name="terminals"/> enabled terminals, of which none is online and the last was heard after <paramref name="heardAfter"/>.</summary>
    public async Task<IReadOnlyList<(string Site, long Terminals, DateTimeOffset Heard)>> SilentSitesAsync(
        int terminals, DateTimeOffset heardAfter, CancellationToken cancellation) => await database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                """
                SELECT d.site, COUNT(*), MAX(p.last_seen) FROM devices d JOIN presence p ON p.sn = d.sn
                WHERE d.enabled = @enabled AND d.site IS NOT NULL
                GROUP BY d.site
                HAVING COUNT(*) >= @terminals AND SUM(CASE WHEN p.online THEN 1 ELSE 0 END) = 0 AND MAX(p.last_seen) > @heard
                ORDER BY d.site LIMIT @most
                """,
                token))
            .With("enabled", true).With("terminals", terminals).With("heard", heardAfter.ToUnixTimeMilliseconds()).With("most", Most)
            .ToListAsync(row => (row.GetString(0), row.GetInt64(1), row.GetTime(2)), token),
        cancellation);

    /// <summary>Uploads that went into quarantine since then, among the latest <paramref name="most"/>.</summary>
    public Task<long> QuarantinedAsync(DateTimeOffset since, int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => (await (await db.CommandAsync(
                "SELECT COUNT(*) FROM (SELECT first_at FROM quarantine ORDER BY id DESC LIMIT @most) AS latest WHERE first_at > @since", token))
            .With("since", since.ToUnixTimeMilliseconds()).With("most", most).ToListAsync(static row => row.GetInt64(0), token))[0],
        cancellation);
}
