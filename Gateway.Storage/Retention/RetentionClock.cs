using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Retention;

/// <summary>
/// What time it is for retention: by the clock of the database on PostgreSQL, by the node's on SQLite. A clock that differs from the other one, or that has leapt since
/// the last round, deletes nothing (docs/decisions/0061-clocks-that-delete.md): a wrong year would delete everything.
/// </summary>
public sealed class RetentionClock(Database database, TimeProvider time)
{
    /// <summary>Between the node's clock and the database's.</summary>
    public static readonly TimeSpan DriftMax = TimeSpan.FromDays(1);

    /// <summary>Between one round and the next, whatever the gateway did meanwhile.</summary>
    public static readonly TimeSpan LeapMax = TimeSpan.FromDays(40);

    /// <summary>A clock that has leapt is believed when it has gone on for so long from where it went: an alarm was open all the time.</summary>
    public static readonly TimeSpan DoubtFor = TimeSpan.FromDays(7);

    private const string PostgresNow = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)";

    /// <summary>Begins a round: the next one is measured by its time.</summary>
    public Task<RetentionTime> BeginRoundAsync(CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            var (found, next) = Judge(await ReadAsync(db, token), await NowAsync(db, token), time.GetUtcNow());
            await (await db.CommandAsync("UPDATE retention_clock SET ran_at = @ran, doubted_since = @doubted", token))
                .With("ran", next.RanAt?.ToUnixTimeMilliseconds()).With("doubted", next.DoubtedSince?.ToUnixTimeMilliseconds()).ExecuteAsync(token);
            return found;
        },
        cancellation);

    /// <summary>What the next round would find; notes nothing.</summary>
    public Task<RetentionTime> LookAsync(CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => Judge(await ReadAsync(db, token), await NowAsync(db, token), time.GetUtcNow()).Found, cancellation);

    private static (RetentionTime Found, Rounds Next) Judge(Rounds last, DateTimeOffset? databaseNow, DateTimeOffset node)
    {
        var now = databaseNow ?? node;
        if ((now - node).Duration() > DriftMax)
        {
            var days = Text($"{(now - node).Duration().TotalDays:0.#}");
            return (Doubted($"the clocks of this node and of the database differ by {days} days", ("days", days)), last);
        }

        if (last.RanAt is not { } ran || now - ran <= LeapMax) return (new RetentionTime(now, null), new Rounds(last.RanAt > now ? last.RanAt : now, null));

        // Back again, or another leap: the week begins anew.
        var since = last.DoubtedSince is { } doubted && doubted <= now && now - doubted <= LeapMax ? doubted : now;
        if (now - since >= DoubtFor) return (new RetentionTime(now, null), new Rounds(now, null));
        var (from, to, again) = (Day(ran), Day(now), Day(since + DoubtFor));
        var doubt = $"the clock has gone from {from} to {to} since the last round; if that is right, deleting begins again on {again}";
        return (Doubted(doubt, ("from", from), ("to", to), ("again", again)), last with { DoubtedSince = since });

        RetentionTime Doubted(string text, params ReadOnlySpan<(string Name, string Value)> values)
        {
            var found = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in values) found.Add(name, value);
            return new RetentionTime(now, text) { DoubtValues = found };
        }
    }

    private async Task<DateTimeOffset?> NowAsync(DataConnection db, CancellationToken cancellation) =>
        database.File is null ? DateTimeOffset.FromUnixTimeMilliseconds(await db.ExecuteAsync<long>(PostgresNow, cancellation)) : null;

    private static async Task<Rounds> ReadAsync(DataConnection db, CancellationToken cancellation) =>
        (await (await db.CommandAsync("SELECT ran_at, doubted_since FROM retention_clock" + db.ForUpdate(), cancellation)).ToListAsync(
            static row => new Rounds(row.IsDBNull(0) ? null : row.GetTime(0), row.IsDBNull(1) ? null : row.GetTime(1)), cancellation))[0];

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <param name="RanAt">The latest time that a round has believed; null: none has yet.</param>
    /// <param name="DoubtedSince">What the clock showed when it was first doubted.</param>
    private sealed record Rounds(DateTimeOffset? RanAt, DateTimeOffset? DoubtedSince);
}
