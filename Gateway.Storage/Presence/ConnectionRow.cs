using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Presence;

/// <summary>An entry of <c>connections</c>: a ring per terminal, so that it is bounded without anything that deletes.</summary>
internal readonly record struct ConnectionRow(string Sn, long Number, DateTimeOffset At, bool Online, string Transport, string Remote, string Node, string? Reason)
{
    /// <summary>Entries of each terminal.</summary>
    public const int Kept = 100;

    private static readonly BulkInsert<ConnectionRow> Upsert = new(
        "connections",
        """
        ON CONFLICT (sn, slot) DO UPDATE SET number = excluded.number, at = excluded.at, online = excluded.online, transport = excluded.transport,
        remote = excluded.remote, node = excluded.node, reason = excluded.reason
        """,
        new("sn", SqlType.Text, r => r.Sn),
        new("slot", SqlType.Int, r => r.Slot),
        new("number", SqlType.BigInt, r => r.Number),
        new("at", SqlType.BigInt, r => r.At.ToUnixTimeMilliseconds()),
        new("online", SqlType.Bool, r => r.Online),
        new("transport", SqlType.Text, r => r.Transport),
        new("remote", SqlType.Text, r => r.Remote),
        new("node", SqlType.Text, r => r.Node),
        new("reason", SqlType.Text, r => r.Reason));

    private int Slot => (int)(Number % Kept);

    /// <summary>The change that a presence has just had.</summary>
    public static ConnectionRow Of(StoredPresence p) => new(p.Sn, p.Changes, p.ChangedAt, p.Online, p.Transport, p.Remote, p.Node, p.Online ? null : p.OfflineReason);

    /// <summary>Of those that fall into one slot, the last is written. What had the slots before goes into the hours, unless the ring reaches far enough without it.</summary>
    public static async Task WriteAsync(DataConnection db, IReadOnlyList<ConnectionRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;
        List<ConnectionRow> written = [.. rows.GroupBy(static row => (row.Sn, row.Slot)).Select(static same => same.Last())];
        List<ConnectionRow> full = [.. written.Where(static row => row.Number > Kept)];
        if (full.Count > 0)
        {
            var gone = await GoneAsync(db, full, rows.Max(static row => row.At) - TimeSpan.FromHours(ConnectionHour.Kept), cancellation);
            await ConnectionHour.AddAsync(db, gone.Concat(rows.Except(written)).OrderBy(static row => row.Number), cancellation);
        }

        await Upsert.RunAsync(db, written, null, cancellation);
    }

    /// <summary>What stands in the slots of these, where the change after it is later than <paramref name="since"/>: until then it held.</summary>
    private static async Task<List<ConnectionRow>> GoneAsync(DataConnection db, List<ConnectionRow> rows, DateTimeOffset since, CancellationToken cancellation) =>
        await (await db.CommandAsync(
                $"""
                SELECT c.sn, c.number, c.at, c.online FROM {db.Pairs()} JOIN connections c ON c.sn = k.a AND c.slot = CAST(k.b AS integer)
                LEFT JOIN connections n ON n.sn = c.sn AND n.slot = (c.slot + 1) % {Kept} AND n.number = c.number + 1 WHERE n.at IS NULL OR n.at > @since
                """,
                cancellation))
            .WithPairs(db, rows.ConvertAll(static row => (row.Sn, row.Slot.ToString(CultureInfo.InvariantCulture)))).With("since", since.ToUnixTimeMilliseconds())
            .ToListAsync(static row => new ConnectionRow(row.GetString(0), row.GetInt64(1), row.GetTime(2), row.GetBoolean(3), "", "", "", null), cancellation);
}
