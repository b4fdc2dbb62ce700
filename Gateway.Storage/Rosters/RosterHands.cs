using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>What people do to a terminal's roster, inside their own transactions.</summary>
internal static class RosterHands
{
    /// <summary>
    /// How many persons a move of the terminal to <paramref name="site"/> would remove from it, and how many persons of rosters it has: one index range, whatever the site.
    /// </summary>
    /// <param name="tags">The terminal's from then on.</param>
    /// <param name="today">At the terminal, <c>yyyy-MM-dd</c>.</param>
    /// <returns>Nothing is removed by a move to a site that is not managed.</returns>
    public static async Task<RosterMoves> CountRemovalsAsync(
        DataConnection db, string sn, string? site, IReadOnlyCollection<string> tags, string today, CancellationToken cancellation) =>
        (await (await db.CommandAsync(
                $"""
                SELECT COUNT(CASE WHEN NOT EXISTS (
                    SELECT 1 FROM roster r WHERE r.site = s.code AND r.user_id = x.user_id AND (r.valid_from IS NULL OR r.valid_from <= @today)
                    AND (r.valid_until IS NULL OR r.valid_until >= @today)
                    AND (r.device_tag IS NULL OR {db.In("r.device_tag", "tags")})) AND s.code IS NOT NULL THEN 1 END), COUNT(*)
                FROM roster_devices x LEFT JOIN sites s ON s.code = @site AND s.managed_since IS NOT NULL
                WHERE x.sn = @sn AND x.site IS NOT NULL AND x.state <> 'removing' AND (x.reported_ref IS NOT NULL OR x.handed_out)
                """,
                cancellation))
            .With("sn", sn).With("site", site).With("tags", db.Set(tags)).With("today", today)
            .ToListAsync(row => new RosterMoves((int)row.GetInt64(0), (int)row.GetInt64(1)), cancellation)).Single();

    /// <summary>
    /// Orders of a site's roster about these persons that failed, or that wait for their time, are due now: refusals are counted anew, and what was changed by hand and only
    /// shown is put right. What is queued or on its way stays so; who is where he should be, too.
    /// </summary>
    /// <returns>How many orders are due by it.</returns>
    public static async Task<int> PushAgainAsync(DataConnection db, string site, IReadOnlyCollection<string> users, DateTimeOffset at, CancellationToken cancellation)
    {
        // The site's terminals are marked first, in the order in which a round goes about it: also those that have no order about them yet.
        await RosterWork.MarkSiteAsync(db, site, isFirst: false, cancellation);
        var sns = await (await db.CommandAsync(
                $"""
                UPDATE roster_devices SET state = CASE WHEN state = 'failed' THEN 'pending' ELSE state END, since = CASE WHEN state = 'failed' THEN @now ELSE since END,
                next_try_at = NULL, failures = 0, drift = @no
                WHERE site = @site AND state IN ('failed', 'pending', 'removing') AND command_id IS NULL AND {db.In("user_id", "users")} RETURNING sn
                """,
                cancellation))
            .With("now", at.ToUnixTimeMilliseconds()).With("no", false).With("site", site).With("users", db.Set(users)).ToListAsync(static row => row.GetString(0), cancellation);
        await RosterWork.MarkReportedAsync(db, sns.ToHashSet(StringComparer.Ordinal), cancellation); // Those that stand elsewhere by now.
        return sns.Count;
    }

    /// <summary>
    /// The terminal may have forgotten everybody: whom it confirmed or refused is pushed again, and whom nobody's roster wants is forgotten. An open removal stays, and so do open
    /// orders; what was handed out before <paramref name="at"/> ends them and says nothing of the list.
    /// </summary>
    /// <returns>How many persons were forgotten.</returns>
    public static async Task<int> ForgetAsync(DataConnection db, string sn, DateTimeOffset at, CancellationToken cancellation)
    {
        var now = at.ToUnixTimeMilliseconds();
        await (await db.CommandAsync("UPDATE devices SET roster_resynced_at = @now WHERE sn = @sn", cancellation)).With("now", now).With("sn", sn).ExecuteAsync(cancellation);
        await RosterWork.MarkReportedAsync(db, [sn], cancellation);
        var foreign = await (await db.CommandAsync("DELETE FROM roster_devices WHERE sn = @sn AND site IS NULL AND command_id IS NULL", cancellation))
            .With("sn", sn).ExecuteAsync(cancellation);

        // He may be there all the same, should the terminal have forgotten nobody: handed_out stays, so that he is deleted when he leaves.
        var own = await (await db.CommandAsync(
                """
                UPDATE roster_devices SET reported_ref = NULL, reported_version = NULL, drift = @no, failures = 0, next_try_at = NULL, delivered = @no,
                since = CASE WHEN state IN ('present', 'failed') THEN @now ELSE since END, state = CASE WHEN state IN ('present', 'failed') THEN 'pending' ELSE state END
                WHERE sn = @sn AND site IS NOT NULL
                """,
                cancellation))
            .With("no", false).With("now", now).With("sn", sn).ExecuteAsync(cancellation);
        return foreign + own;
    }
}
