using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Recording;

/// <summary>A row of <c>frames</c>. Times are Unix milliseconds, UTC.</summary>
internal readonly record struct FrameRow(string Sn, int Slot, long Number, long At, long LastAt, long Times, byte[] Entry)
{
    /// <summary>What is older than what stands in the slot is too late; what has no entry of its own counts for the one that stands there.</summary>
    private static readonly BulkInsert<FrameRow> Upsert = new(
        "frames",
        """
        ON CONFLICT (sn, slot) DO UPDATE SET number = excluded.number, at = excluded.at, last_at = excluded.last_at, times = excluded.times,
        entry_protected = CASE WHEN length(excluded.entry_protected) = 0 THEN frames.entry_protected ELSE excluded.entry_protected END
        WHERE excluded.number > frames.number AND length(excluded.entry_protected) > 0 OR excluded.number = frames.number
        """,
        new("sn", SqlType.Text, r => r.Sn),
        new("slot", SqlType.Int, r => r.Slot),
        new("number", SqlType.BigInt, r => r.Number),
        new("at", SqlType.BigInt, r => r.At),
        new("last_at", SqlType.BigInt, r => r.LastAt),
        new("times", SqlType.BigInt, r => r.Times),
        new("entry_protected", SqlType.Bytes, r => r.Entry));

    /// <summary>Of those that fall into one slot, the one with the highest number is written.</summary>
    public static Task<int> WriteAsync(DataConnection db, IEnumerable<FrameRow> rows, CancellationToken cancellation) =>
        Upsert.RunAsync(db, [.. rows.GroupBy(static row => (row.Sn, row.Slot)).Select(static same => same.MaxBy(static row => row.Number))], null, cancellation);
}
