using System.Data.Common;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>
/// The table <c>roster_work</c>: terminals whose list may differ from what their roster says. A row is written in the transaction of whatever changes one of the two; after its
/// commit <see cref="Gateway.Actors.Rosters.RosterSignal"/> wakes who looks for it. Every mark has a number of its own, so that who has seen to one does not take the next for it.
/// </summary>
internal static class RosterWork
{
    private const string OnConflict =
        "ON CONFLICT (sn) DO UPDATE SET shard = excluded.shard, change = excluded.change, due_at = 0, tries = 0, adopt = excluded.adopt OR roster_work.adopt";

    /// <summary>The roster of these sites has changed, or how drift is met there: every attendance terminal of theirs is looked at.</summary>
    /// <param name="isFirst">These are managed from now on: their terminals' persons, pushed by hand before, become known.</param>
    public static async Task MarkSitesAsync(DataConnection db, IReadOnlyCollection<string> sites, bool isFirst, CancellationToken cancellation) =>
        await (await db.CommandAsync(
                $"""
                INSERT INTO roster_work (sn, shard, change, due_at, adopt)
                SELECT d.sn, s.shard, @change, 0, @first FROM sites s JOIN devices d ON d.site = s.code
                WHERE {db.In("s.code", "sites")} AND d.kind = 'attendance' AND d.enabled ORDER BY d.sn {OnConflict}
                """,
                cancellation))
            .WithChange().With("first", isFirst).With("sites", db.Set(sites)).ExecuteAsync(cancellation);

    /// <inheritdoc cref="MarkSitesAsync"/>
    public static Task MarkSiteAsync(DataConnection db, string site, bool isFirst, CancellationToken cancellation) => MarkSitesAsync(db, [site], isFirst, cancellation);

    /// <summary>
    /// After devices were made or changed (site, kind, enabled, tags), or after they may have forgotten their persons. Those of sites that are not managed are left out, unless
    /// they have persons of a roster.
    /// </summary>
    public static Task MarkDevicesAsync(DataConnection db, IReadOnlyCollection<string> sns, CancellationToken cancellation) => MarkAsync(db, sns, adopt: true, cancellation);

    /// <summary>After something was reported of their persons, or an order ended.</summary>
    public static Task MarkReportedAsync(DataConnection db, IReadOnlyCollection<string> sns, CancellationToken cancellation) => MarkAsync(db, sns, adopt: false, cancellation);

    /// <inheritdoc cref="MarkDevicesAsync"/>
    public static Task MarkDeviceAsync(DataConnection db, string sn, CancellationToken cancellation) => MarkDevicesAsync(db, [sn], cancellation);

    /// <summary>The device is no more: nothing is known of its list, and nothing will be done about it.</summary>
    public static async Task ForgetDeviceAsync(DataConnection db, string sn, CancellationToken cancellation)
    {
        await (await db.CommandAsync("DELETE FROM roster_work WHERE sn = @sn", cancellation)).With("sn", sn).ExecuteAsync(cancellation);
        await (await db.CommandAsync("DELETE FROM roster_devices WHERE sn = @sn", cancellation)).With("sn", sn).ExecuteAsync(cancellation);
    }

    private static async Task MarkAsync(DataConnection db, IReadOnlyCollection<string> sns, bool adopt, CancellationToken cancellation)
    {
        if (sns.Count == 0) return;
        await (await db.CommandAsync(
                $"""
                INSERT INTO roster_work (sn, shard, change, due_at, adopt)
                SELECT d.sn, COALESCE(s.shard, 0), @change, 0, @adopt FROM devices d LEFT JOIN sites s ON s.code = d.site WHERE {db.In("d.sn", "sns")}
                AND (s.managed_since IS NOT NULL OR EXISTS (SELECT 1 FROM roster_devices x WHERE x.sn = d.sn)) ORDER BY d.sn {OnConflict}
                """,
                cancellation))
            .WithChange().With("adopt", adopt).With("sns", db.Set(sns)).ExecuteAsync(cancellation);
    }

    /// <summary>The parameter <c>change</c>: a number that no mark of these rows had.</summary>
    internal static DbCommand WithChange(this DbCommand command) => command.With("change", NextChange());

    internal static long NextChange() => Random.Shared.NextInt64();
}
