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

    /// <summary>Of those that fall into one slot, the last is written.</summary>
    public static Task<int> WriteAsync(DataConnection db, IReadOnlyList<ConnectionRow> rows, CancellationToken cancellation) =>
        Upsert.RunAsync(db, [.. rows.GroupBy(static row => (row.Sn, row.Slot)).Select(static same => same.Last())], null, cancellation);
}
