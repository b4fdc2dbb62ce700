using Gateway.Actors.Feed;
using Gateway.Actors.Nodes;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Presence;

/// <summary>The table <c>presence</c>. The first that is stored of a terminal is a change: also never → offline (gone between two writes).</summary>
public sealed class PresenceStore(Database database) : IPresenceStore
{
    /// <summary>Why a terminal whose node has died is offline. Frozen: it is in the feed.</summary>
    internal static readonly string NodeLost = CloseReasonText.Of(CloseReason.NodeLost);

    /// <summary>HTTPS terminals have no session: they poll every 5 minutes, upload every 10 (field notes), and are given this much more before they count as offline.</summary>
    private const long HttpSilenceMilliseconds = 8 * 60 * 1000;

    /// <summary>Much longer than a write is tried again.</summary>
    private static readonly TimeSpan EventsKeptFor = TimeSpan.FromDays(1);

    private static readonly BulkInsert<DeviceEvent> NewEvents = new(
        "device_events", "ON CONFLICT (id) DO NOTHING", new("id", SqlType.Uuid, static e => e.Id), new("at", SqlType.BigInt, static e => e.At.ToUnixTimeMilliseconds()));

    private static readonly BulkInsert<StoredPresence> Upsert = new(
        "presence",
        """
        ON CONFLICT (sn) DO UPDATE SET online = excluded.online, last_seen = excluded.last_seen, transport = excluded.transport, remote = excluded.remote,
        node = excluded.node, since = excluded.since,
        device_state = excluded.device_state, clock_skew_seconds = excluded.clock_skew_seconds, offline_reason = excluded.offline_reason, changes = excluded.changes,
        clock_habit = excluded.clock_habit
        """,
        new("sn", SqlType.Text, p => p.Sn),
        new("online", SqlType.Bool, p => p.Online),
        new("last_seen", SqlType.BigInt, p => p.LastSeen),
        new("transport", SqlType.Text, p => p.Transport),
        new("remote", SqlType.Text, p => p.Remote),
        new("node", SqlType.Text, p => p.Node),
        new("since", SqlType.BigInt, p => p.Since),
        new("device_state", SqlType.Int, p => p.DeviceState),
        new("clock_skew_seconds", SqlType.Int, p => p.ClockSkewSeconds),
        new("offline_reason", SqlType.Text, p => p.OfflineReason),
        new("changes", SqlType.BigInt, p => p.Changes),
        new("clock_habit", SqlType.Int, p => (int?)p.ClockHabit));

    public Task WriteAsync(IReadOnlyCollection<PresenceUpdate> updates, IReadOnlyCollection<DeviceEvent> events, CancellationToken cancellation) =>
        updates.Count + events.Count == 0
            ? Task.CompletedTask
            : database.WriteAlongAsync((db, token) => WriteAsync(db, updates.Select(StoredPresence.Of).ToLookup(p => p.Sn), events, token), cancellation);

    /// <remarks>A change of this kind has the time at which the terminal was last seen.</remarks>
    public Task<int> ExpireAsync(DateTimeOffset lastSeenBefore, int most, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return database.WriteAsync((db, token) => ExpireAsync(db, lastSeenBefore.ToUnixTimeMilliseconds(), most, token), cancellation);
    }

    /// <summary>When terminals were last seen, Unix milliseconds, by SN; those after <paramref name="after"/> (ordinal).</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, long>>> LastSeenAsync(string after, int most, CancellationToken cancellation) => await database.ReadAsync(
        async (db, token) => await (await db.CommandAsync("SELECT sn, last_seen FROM presence WHERE sn > @after ORDER BY sn LIMIT @most", token))
            .With("after", after).With("most", most).ToListAsync(row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), token),
        cancellation);

    /// <summary>What was learned of a terminal's clock (D37).</summary>
    public async Task<ClockHabit> ClockHabitAsync(string sn, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync("SELECT clock_habit FROM presence WHERE sn = @sn AND clock_habit IS NOT NULL", token))
                .With("sn", sn).ToListAsync(static row => (ClockHabit)row.GetInt32(0), token),
            cancellation);
        return found is [var habit] ? habit : ClockHabit.Unknown;
    }

    /// <summary>Connects and disconnects of one terminal, the latest first; at most <see cref="ConnectionRow.Kept"/>.</summary>
    public async Task<IReadOnlyList<ConnectionChange>> ConnectionsAsync(string sn, CancellationToken cancellation) => await database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                "SELECT at, online, transport, remote, node, reason FROM connections WHERE sn = @sn ORDER BY number DESC", token))
            .With("sn", sn)
            .ToListAsync(
                row => new ConnectionChange(row.GetTime(0), row.GetBoolean(1), row.GetString(2), row.GetString(3), NodeName.Of(row.GetString(4)), Reason(row.GetText(5))), token),
        cancellation);

    /// <summary>What a terminal did in each hour of the last seven days, the oldest first; the last hour is the one that is not over.</summary>
    public Task<IReadOnlyList<PresenceHour>> WeekAsync(string sn, DateTimeOffset now, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var changes = await (await db.CommandAsync("SELECT number, at, online FROM connections WHERE sn = @sn ORDER BY number", token)).With("sn", sn)
                .ToListAsync(row => new ConnectionRow(sn, row.GetInt64(0), row.GetTime(1), row.GetBoolean(2), "", "", "", null), token);
            return PresenceHour.WeekOf(changes, await ConnectionHour.ReadAsync(db, sn, token), now);
        },
        cancellation);

    private static string? Reason(string? stored) => stored is null ? null : CloseReasonText.Normal(stored);

    private static async Task<int> WriteAsync(
        DataConnection db, ILookup<string, StoredPresence> updates, IReadOnlyCollection<DeviceEvent> events, CancellationToken cancellation)
    {
        var devices = await LockDevicesAsync(db, [.. updates.Select(u => u.Key)], cancellation);
        var stored = await db.QueryToListAsync<StoredPresence>(
            $"SELECT * FROM presence WHERE {db.In("sn", "sns")}", cancellation, new DataParameter("sns", db.Set(devices.Keys)));
        var before = stored.ToDictionary(p => p.Sn);

        var outbox = new List<OutboxRow>();
        var history = new List<ConnectionRow>();
        var changed = new List<StoredPresence>(devices.Count);
        foreach (var (sn, enabled) in devices)
        {
            var then = before.GetValueOrDefault(sn);
            foreach (var now in updates[sn])
            {
                if (then is not null && IsPast(now, then)) continue;
                now.Changes = then?.Changes ?? 0;
                now.ClockHabit ??= then?.ClockHabit;
                if (then?.Online != now.Online)
                {
                    now.Changes++;
                    outbox.Add(Change(now, enabled));
                    history.Add(ConnectionRow.Of(now));
                }

                then = now;
            }

            if (then is not null && then != before.GetValueOrDefault(sn)) changed.Add(then);
        }

        foreach (var happened in await NewAsync(db, [.. events], cancellation))
            outbox.Add(new OutboxRow(FeedKind.Device, happened.Sn, happened.At, DeviceEventJson.Event(happened)));
        await Upsert.RunAsync(db, changed, null, cancellation);
        await ConnectionRow.WriteAsync(db, history, cancellation);
        return await OutboxRow.Insert.RunAsync(db, outbox, null, cancellation);
    }

    /// <summary>Those that were not written before: the answer to an earlier commit may have been lost.</summary>
    private static async Task<IEnumerable<DeviceEvent>> NewAsync(DataConnection db, IReadOnlyList<DeviceEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0) return events;
        var written = new bool[events.Count];
        await NewEvents.RunAsync(db, events, written, cancellation);
        await (await db.CommandAsync("DELETE FROM device_events WHERE at < @past", cancellation))
            .With("past", (events.Min(static happened => happened.At) - EventsKeptFor).ToUnixTimeMilliseconds()).ExecuteAsync(cancellation);
        return events.Where((_, i) => written[i]);
    }

    /// <summary>Older than what is known. An end has the time of the last sign of life: the beginning of the same connection, written again, is before it.</summary>
    private static bool IsPast(StoredPresence now, StoredPresence then) =>
        now.LastSeen < then.LastSeen || (now.LastSeen == then.LastSeen && now.Online && !then.Online && now.Since <= then.Since);

    /// <summary>Those that exist, and whether they are enabled. Locked in the order of their SN: two nodes neither cross nor count one change twice.</summary>
    private static async Task<Dictionary<string, bool>> LockDevicesAsync(DataConnection db, IReadOnlyCollection<string> sns, CancellationToken cancellation)
    {
        var command = await db.CommandAsync($"SELECT sn, enabled FROM devices WHERE {db.In("sn", "sns")} ORDER BY sn{db.ForUpdate()}", cancellation);
        var rows = await command.With("sns", db.Set(sns)).ToListAsync(row => (Sn: row.GetString(0), Enabled: row.GetBoolean(1)), cancellation);
        return rows.ToDictionary(r => r.Sn, r => r.Enabled);
    }

    private static async Task<int> ExpireAsync(DataConnection db, long lastSeenBefore, int most, CancellationToken cancellation)
    {
        var sns = await db.QueryToListAsync<string>(
            "SELECT sn FROM presence WHERE online = @online AND last_seen < @before - CASE transport WHEN 'http' THEN @longer ELSE 0 END ORDER BY last_seen LIMIT @most",
            cancellation,
            new DataParameter("online", true),
            new DataParameter("before", lastSeenBefore),
            new DataParameter("longer", HttpSilenceMilliseconds),
            new DataParameter("most", most));
        if (sns.Count == 0) return 0;

        // Asked again when they are locked: one of them may have been heard meanwhile.
        var devices = await LockDevicesAsync(db, sns, cancellation);
        var lost = await db.QueryToListAsync<StoredPresence>(
            $"""
            UPDATE presence SET online = @offline, offline_reason = @reason, changes = changes + 1
            WHERE {db.In("sn", "sns")} AND online = @online AND last_seen < @before - CASE transport WHEN 'http' THEN @longer ELSE 0 END RETURNING *
            """,
            cancellation,
            new DataParameter("offline", false),
            new DataParameter("reason", NodeLost),
            new DataParameter("sns", db.Set(devices.Keys)),
            new DataParameter("online", true),
            new DataParameter("before", lastSeenBefore),
            new DataParameter("longer", HttpSilenceMilliseconds));
        await ConnectionRow.WriteAsync(db, lost.ConvertAll(ConnectionRow.Of), cancellation);
        await OutboxRow.Insert.RunAsync(db, lost.ConvertAll(p => Change(p, devices[p.Sn])), null, cancellation);
        return lost.Count;
    }

    private static OutboxRow Change(StoredPresence presence, bool enabled)
    {
        var at = presence.ChangedAt;
        var status = !enabled ? "disabled" : presence.Online ? "online" : "offline";
        return new OutboxRow(FeedKind.Device, presence.Sn, at, DeviceEventJson.Change(presence, status, at));
    }
}
