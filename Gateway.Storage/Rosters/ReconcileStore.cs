using Gateway.Actors.Rosters;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>
/// The difference between the tables <c>roster</c> and <c>roster_devices</c>, and the orders that follow from it (docs/decisions/0125-rosters-become-commands.md).
/// </summary>
public sealed class ReconcileStore(Database database) : IReconcileStore
{
    /// <summary>Open orders of a terminal, at most: the rest waits as difference, not as queue.</summary>
    public const int OpenMax = 40;

    /// <summary>With more open than this nothing is ordered: whenever one ends, the terminal is looked at again.</summary>
    private const int OpenEnough = OpenMax / 2;

    /// <summary>Tries that are due together, in one transaction.</summary>
    private const int RetriesMax = 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> GetDueShardsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var at = now.ToUnixTimeMilliseconds();

        // In order, so that PostgreSQL takes the small index, whatever it has counted: every node asks this every few seconds.
        Task<List<int>> DueAsync() => database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    """
                    SELECT DISTINCT shard FROM roster_work WHERE due_at <= @now
                    UNION ALL SELECT -1 FROM (SELECT 1 FROM roster_devices WHERE next_try_at IS NOT NULL AND next_try_at <= @now ORDER BY next_try_at LIMIT 1) x
                    """,
                    token))
                .With("now", at).ToListAsync(row => row.GetInt32(0), token),
            cancellation);
        var due = await DueAsync();
        if (!due.Contains(-1)) return due;
        await database.WriteAsync((db, token) => MarkRetriesAsync(db, at, token), cancellation);
        return [.. (await DueAsync()).Where(static shard => shard >= 0)];
    }

    /// <inheritdoc/>
    public async Task<bool> TurnDayAsync(string zone, string day, CancellationToken cancellation)
    {
        var known = await database.ReadAsync((db, token) => DayAsync(db, zone, token), cancellation);
        if (known is not null && string.CompareOrdinal(known, day) >= 0) return false;
        return await database.WriteAsync(
            async (db, token) =>
            {
                var turned = await (await db.CommandAsync(
                        "INSERT INTO roster_days (zone, day) VALUES (@zone, @day) ON CONFLICT (zone) DO UPDATE SET day = excluded.day WHERE roster_days.day = @known", token))
                    .With("zone", zone).With("day", day).With("known", known ?? "").ExecuteAsync(token);
                if (turned == 0) return false;

                // Whoever begins after the day that was seen to, or ended on it or since. The first time: everybody with a date.
                var sites = await (await db.CommandAsync(
                        """
                        SELECT site FROM roster WHERE valid_from IS NOT NULL AND valid_from > @known AND valid_from <= @day
                        UNION SELECT site FROM roster WHERE valid_until IS NOT NULL AND valid_until >= @known AND valid_until < @day
                        """,
                        token))
                    .With("known", known ?? "").With("day", day).ToListAsync(row => row.GetString(0), token);
                await RosterWork.MarkSitesAsync(db, sites, isFirst: false, token);
                return sites.Count > 0;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RosterTask>> ClaimAsync(int shard, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellation) =>
        await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"""
                    UPDATE roster_work SET due_at = @until WHERE sn IN (
                        SELECT sn FROM roster_work WHERE shard = @shard AND due_at <= @now ORDER BY due_at LIMIT @most{(db.IsSqlite() ? "" : " FOR UPDATE SKIP LOCKED")})
                    RETURNING sn, change, tries, adopt
                    """,
                    token))
                .With("until", until.ToUnixTimeMilliseconds()).With("shard", shard).With("now", now.ToUnixTimeMilliseconds()).With("most", most)
                .ToListAsync(row => new RosterTask(row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetBoolean(3)), token),
            cancellation);

    /// <inheritdoc/>
    public async Task<RosterRound?> OrderAsync(RosterTask task, Func<string, string> today, DateTimeOffset now, CancellationToken cancellation)
    {
        var at = now.ToUnixTimeMilliseconds();
        if (task.Adopt && !await database.WriteAsync((db, token) => AdoptAsync(db, task, at, token), cancellation)) return null;
        var plan = await database.ReadAsync((db, token) => PlanAsync(db, task.Sn, today, now, token), cancellation);
        if (plan.WritesNothing) return new RosterRound(task.Change, plan.Deliveries, plan.Cancels);
        var change = RosterWork.NextChange();
        return await database.WriteAsync((db, token) => WriteAsync(db, task, plan, change, at, token), cancellation)
            ? new RosterRound(change, plan.Deliveries, plan.Cancels)
            : null;
    }

    /// <inheritdoc/>
    public Task FinishAsync(string sn, long change, IReadOnlyCollection<string> delivered, DateTimeOffset? again, CancellationToken cancellation) => database.WriteAlongAsync(
        async (db, token) =>
        {
            await (again is { } then
                    ? (await db.CommandAsync("UPDATE roster_work SET due_at = @then, tries = tries + 1 WHERE sn = @sn AND change = @change", token))
                        .With("then", then.ToUnixTimeMilliseconds())
                    : await db.CommandAsync("DELETE FROM roster_work WHERE sn = @sn AND change = @change", token))
                .With("sn", sn).With("change", change).ExecuteAsync(token);
            if (delivered.Count > 0)
            {
                await (await db.CommandAsync(
                        $"UPDATE roster_devices SET delivered = @yes WHERE sn = @sn AND command_id IS NOT NULL AND {db.In("command_id", "ids")}", token))
                    .With("yes", true).With("sn", sn).With("ids", db.Set(delivered)).ExecuteAsync(token);
            }

            return true;
        },
        cancellation);

    private static async Task<bool> MarkRetriesAsync(DataConnection db, long now, CancellationToken cancellation)
    {
        // What waits is due now: a refused person is pending again, a removal goes on. The device that is left alone keeps them so until it is not.
        var sns = await (await db.CommandAsync(
                $"""
                UPDATE roster_devices SET next_try_at = NULL, state = CASE WHEN state = 'failed' THEN 'pending' ELSE state END WHERE (sn, user_id) IN (
                    SELECT sn, user_id FROM roster_devices WHERE next_try_at IS NOT NULL AND next_try_at <= @now ORDER BY next_try_at
                    LIMIT @most{(db.IsSqlite() ? "" : " FOR UPDATE SKIP LOCKED")})
                RETURNING sn
                """,
                cancellation))
            .With("now", now).With("most", RetriesMax).ToListAsync(row => row.GetString(0), cancellation);
        await RosterWork.MarkReportedAsync(db, sns.ToHashSet(StringComparer.Ordinal), cancellation);
        return sns.Count > 0;
    }

    private static async Task<string?> DayAsync(DataConnection db, string zone, CancellationToken cancellation) =>
        (await (await db.CommandAsync("SELECT day FROM roster_days WHERE zone = @zone", cancellation)).With("zone", zone).ToListAsync(row => row.GetString(0), cancellation))
        .SingleOrDefault();

    /// <summary>
    /// Whom commands of before have put there, as far as they tell, becomes known: the last that succeeded of each person was a push. Nobody who is known already changes.
    /// </summary>
    /// <returns>False: the terminal was marked again.</returns>
    private static async Task<bool> AdoptAsync(DataConnection db, RosterTask task, long now, CancellationToken cancellation)
    {
        var seen = await (await db.CommandAsync("UPDATE roster_work SET adopt = @no WHERE sn = @sn AND change = @change", cancellation))
            .With("no", false).With("sn", task.Sn).With("change", task.Change).ExecuteAsync(cancellation);
        if (seen == 0) return false;
        if (await RosterDifference.FindAsync(db, task.Sn, cancellation) is not { Site: not null, IsLeftAlone: false } terminal) return true;
        await (await db.CommandAsync(
                """
                INSERT INTO roster_devices (sn, user_id, state, reported_ref, handed_out, since)
                SELECT @sn, l.user_id, 'foreign', l.person_ref, @yes, @now FROM (
                    SELECT c.user_id, c.person_ref, c.type,
                        ROW_NUMBER() OVER (PARTITION BY c.user_id ORDER BY c.ended_at DESC, c.created_at DESC, c.id DESC) AS place FROM commands c
                    WHERE c.sn = @sn AND c.state = 'succeeded' AND c.type IN ('person.push', 'person.delete') AND COALESCE(c.sent_at, c.ended_at) >= @resynced) l
                WHERE l.place = 1 AND l.type = 'person.push' ON CONFLICT (sn, user_id) DO NOTHING
                """,
                cancellation))
            .With("sn", task.Sn).With("yes", true).With("now", now).With("resynced", terminal.ResyncedAt).ExecuteAsync(cancellation);
        return true;
    }

    private static async Task<RosterPlan> PlanAsync(DataConnection db, string sn, Func<string, string> today, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await RosterDifference.FindAsync(db, sn, cancellation) is not { IsLeftAlone: false } terminal) return RosterPlan.Nothing;
        var day = today(terminal.Dialect);
        var difference = new RosterDifference(db, terminal, day, now.ToUnixTimeMilliseconds(), cancellation);
        var plan = new RosterPlan(terminal, day);
        var open = await difference.OpenAsync();
        foreach (var (order, wanted) in open) plan.AddOpen(order, wanted, now);
        if (terminal.Site is not { } site) return plan with { Releases = await difference.HasOwnAsync() };
        if (open.Count > OpenEnough) return plan;
        plan = plan with { Settles = await difference.HasUnsettledAsync() };
        var room = OpenMax - open.Count;
        var leavers = await difference.LeaversAsync(room);
        var missing = await difference.MissingAsync(room - leavers.Count(static pair => pair.Leaver.MayBeThere));
        var busy = await difference.BusyAsync([.. leavers.Select(static pair => pair.Leaver.UserId), .. missing.Select(static pair => pair.Wanted.UserId)]);
        foreach (var (leaver, version) in leavers.Where(pair => !busy.Contains(pair.Leaver.UserId))) plan.AddLeaver(leaver, version, now);
        foreach (var (wanted, known) in missing.Where(pair => !busy.Contains(pair.Wanted.UserId))) plan.Add(RosterOrders.Push(sn, site, wanted, known, now));
        return plan;
    }

    private static async Task<bool> WriteAsync(DataConnection db, RosterTask task, RosterPlan plan, long change, long now, CancellationToken cancellation)
    {
        // First, and with its lock: whoever comes second finds another number, and changes nothing.
        var first = await (await db.CommandAsync("UPDATE roster_work SET change = @next WHERE sn = @sn AND change = @change", cancellation))
            .With("next", change).With("sn", task.Sn).With("change", task.Change).ExecuteAsync(cancellation);
        if (first == 0) return false;
        var difference = new RosterDifference(db, plan.Terminal, plan.Today, now, cancellation);
        if (plan.Releases) await difference.ReleaseAsync();
        if (plan.Settles) await difference.SettleAsync();
        await RosterDevice.Order.RunAsync(db, plan.Orders, null, cancellation);
        if (plan.Gone.Count > 0)
        {
            await (await db.CommandAsync($"DELETE FROM roster_devices WHERE sn = @sn AND command_id IS NULL AND {db.In("user_id", "users")}", cancellation))
                .With("sn", task.Sn).With("users", db.Set(plan.Gone)).ExecuteAsync(cancellation);
        }

        return true;
    }
}
