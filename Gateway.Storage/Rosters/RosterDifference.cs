using System.Data.Common;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>What one terminal's roster and its reports say of each other: each statement by the primary keys of the two tables, whatever their size.</summary>
internal sealed class RosterDifference(DataConnection db, RosterTerminal terminal, string today, long now, CancellationToken cancellation)
{
    /// <summary>The rows <c>r</c> of the roster that this terminal should have today.</summary>
    private const string Wanted =
        """
        r.site = @site AND (r.valid_from IS NULL OR r.valid_from <= @today) AND (r.valid_until IS NULL OR r.valid_until >= @today)
        AND (r.device_tag IS NULL OR EXISTS (SELECT 1 FROM device_tags t WHERE t.sn = @sn AND t.tag = r.device_tag))
        """;

    /// <summary>He waits: refused in this version, or changed by hand where that is only shown.</summary>
    private const string Waits =
        """
        x.desired_version = r.version AND x.site = r.site
        AND (x.state = 'failed' AND (x.next_try_at IS NULL OR x.next_try_at > @now) OR x.drift AND @shows)
        """;

    /// <summary>What the terminal has is what is wanted, and no order is open: it only has to be said.</summary>
    private const string InPlace =
        """
        x.sn = @sn AND x.command_id IS NULL AND x.reported_ref = r.person_ref
        AND (x.state <> 'present' OR x.site IS DISTINCT FROM @site OR x.reported_version IS DISTINCT FROM r.version OR x.drift)
        """;

    public static async Task<RosterTerminal?> FindAsync(DataConnection db, string sn, CancellationToken cancellation) =>
        (await (await db.CommandAsync(
                """
                SELECT s.code, d.enabled, d.kind, s.drift, d.dialect, COALESCE(d.roster_resynced_at, 0)
                FROM devices d LEFT JOIN sites s ON s.code = d.site AND s.managed_since IS NOT NULL WHERE d.sn = @sn
                """,
                cancellation))
            .With("sn", sn).ToListAsync(
                row => new RosterTerminal(
                    sn, row.GetText(0), !row.GetBoolean(1) || row.GetString(2) != "attendance", row.GetText(3) == "show", row.GetString(4), row.GetInt64(5)),
                cancellation)).SingleOrDefault();

    /// <summary>The open orders, and what is wanted of the same persons; null: nothing.</summary>
    public async Task<List<(RosterDevice Order, RosterWanted? Wanted)>> OpenAsync() =>
        await (await CommandAsync(
                $"""
                SELECT {RosterDevice.Columns}, r.version, r.person_ref, r.person_bytes FROM roster_devices x LEFT JOIN roster r ON r.user_id = x.user_id AND {Wanted}
                WHERE x.sn = @sn AND x.command_id IS NOT NULL
                """))
            .ToListAsync(
                row => (RosterDevice.Read(row), row.IsDBNull(20) ? null : new RosterWanted(row.GetString(1), row.GetInt64(20), row.GetString(21), row.GetInt32(22))), cancellation);

    /// <summary>Persons of a roster who should not be here (any more), at most so many; with the version of that roster.</summary>
    public async Task<List<(RosterDevice Leaver, long Version)>> LeaversAsync(int most) =>
        await (await CommandAsync(
                $"""
                SELECT {RosterDevice.Columns}, COALESCE(s.roster_version, 0) FROM roster_devices x LEFT JOIN sites s ON s.code = x.site
                WHERE x.sn = @sn AND x.site IS NOT NULL AND x.command_id IS NULL AND (x.state <> 'removing' OR x.next_try_at IS NULL OR x.next_try_at <= @now)
                AND NOT EXISTS (SELECT 1 FROM roster r WHERE r.user_id = x.user_id AND {Wanted}) ORDER BY x.user_id LIMIT @most
                """))
            .With("most", most).ToListAsync(row => (RosterDevice.Read(row), row.GetInt64(20)), cancellation);

    /// <summary>Persons who should be here and are not, or not with this content, at most so many; with what is known of them here.</summary>
    public async Task<List<(RosterWanted Wanted, RosterDevice? Known)>> MissingAsync(int most) =>
        await (await CommandAsync(
                $"""
                SELECT {RosterDevice.Columns}, r.version, r.person_ref, r.person_bytes, r.user_id FROM roster r LEFT JOIN roster_devices x ON x.sn = @sn AND x.user_id = r.user_id
                WHERE {Wanted} AND (x.user_id IS NULL OR x.command_id IS NULL AND x.reported_ref IS DISTINCT FROM r.person_ref AND ({Waits}) IS NOT TRUE)
                ORDER BY r.user_id LIMIT @most
                """))
            .With("most", most).ToListAsync(
                row => (new RosterWanted(row.GetString(23), row.GetInt64(20), row.GetString(21), row.GetInt32(22)), row.IsDBNull(0) ? null : RosterDevice.Read(row)), cancellation);

    /// <summary>Those of the persons about whom a command waits or is on its way, whoever asked for it: he goes first.</summary>
    public async Task<HashSet<string>> BusyAsync(IReadOnlyCollection<string> users) => users.Count == 0
        ? []
        : [.. await (await db.CommandAsync(
                $"SELECT DISTINCT c.user_id FROM commands c WHERE c.sn = @sn AND c.state IN ('queued', 'in_flight') AND {db.In("c.user_id", "users")}", cancellation))
            .With("sn", terminal.Sn).With("users", db.Set(users)).ToListAsync(row => row.GetString(0), cancellation)];

    /// <summary>Whether <see cref="SettleAsync"/> has anything to do.</summary>
    public async Task<bool> HasUnsettledAsync() =>
        (await (await CommandAsync($"SELECT 1 FROM roster_devices x JOIN roster r ON r.user_id = x.user_id AND {Wanted} WHERE {InPlace} LIMIT 1"))
            .ToListAsync(_ => true, cancellation))
        is [true];

    /// <summary>Who is there with the wanted content belongs to this roster from now on, whoever pushed him.</summary>
    public async Task SettleAsync() =>
        await (await CommandAsync(
                $"""
                UPDATE roster_devices AS x SET site = @site, since = CASE WHEN x.state = 'present' THEN x.since ELSE @now END, state = 'present', reported_version = r.version,
                desired_version = r.version, ordered_ref = r.person_ref, drift = @no, failures = 0, next_try_at = NULL, result_code = NULL, result_desc_protected = NULL
                FROM roster r WHERE r.user_id = x.user_id AND {Wanted} AND {InPlace}
                """))
            .With("no", false).ExecuteAsync(cancellation);

    /// <summary>The terminal stands on no managed site (any more): whom it has stays, and is nobody's.</summary>
    public async Task ReleaseAsync()
    {
        await (await CommandAsync("DELETE FROM roster_devices WHERE sn = @sn AND site IS NOT NULL AND command_id IS NULL AND reported_ref IS NULL")).ExecuteAsync(cancellation);
        await (await CommandAsync(
                """
                UPDATE roster_devices SET site = NULL, state = 'foreign', since = @now, drift = @no, failures = 0, next_try_at = NULL
                WHERE sn = @sn AND site IS NOT NULL AND command_id IS NULL
                """))
            .With("no", false).ExecuteAsync(cancellation);
    }

    /// <summary>Whether <see cref="ReleaseAsync"/> has anything to do.</summary>
    public async Task<bool> HasOwnAsync() =>
        (await (await CommandAsync("SELECT 1 FROM roster_devices WHERE sn = @sn AND site IS NOT NULL AND command_id IS NULL LIMIT 1"))
            .ToListAsync(_ => true, cancellation)) is [true];

    private async ValueTask<DbCommand> CommandAsync(string sql) => (await db.CommandAsync(sql, cancellation))
        .With("sn", terminal.Sn).With("site", terminal.Site).With("today", today).With("now", now).With("shows", terminal.ShowsDrift);
}
