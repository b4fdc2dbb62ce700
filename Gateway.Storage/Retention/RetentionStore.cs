using Gateway.Storage.Commands;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Data;

namespace Gateway.Storage.Retention;

/// <summary>
/// Deletes what is older than it is to be kept: each call a small batch in a transaction of its own, so that nobody waits for it. Every method returns how many
/// rows it has deleted; fewer than <c>most</c> means that nothing older is left.
/// </summary>
public sealed class RetentionStore(Database database)
{
    /// <summary>Records recognised and received before: a terminal that comes back after years delivers old records, which have just come.</summary>
    public Task<int> DeleteAttendanceAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(
        """
        DELETE FROM attendance WHERE recog_time < @before AND (recog_time, id) IN (
            SELECT recog_time, id FROM attendance WHERE recog_time < @before AND received_at < @before ORDER BY recog_time, id LIMIT @most)
        """,
        before,
        most,
        cancellation);

    public Task<int> DeleteQuarantineAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(
        "DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE last_at < @before ORDER BY id LIMIT @most)", before, most, cancellation);

    public Task<int> DeleteAuditAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(
        "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < @before ORDER BY at LIMIT @most)", before, most, cancellation);

    /// <summary>With their photos.</summary>
    public Task<int> DeleteRegistrationsAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(
        "DELETE FROM registrations WHERE id IN (SELECT id FROM registrations WHERE received_at < @before ORDER BY received_at, id LIMIT @most)",
        before,
        most,
        cancellation);

    /// <summary>Commands that ended before.</summary>
    public Task<int> DeleteCommandsAsync(DateTimeOffset before, int most, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            var keys = await (await db.CommandAsync($"SELECT sn, id FROM commands WHERE ended_at < @before AND NOT ({CommandStore.Open}) LIMIT @most", token))
                .With("before", before.ToUnixTimeMilliseconds()).With("most", most).ToListAsync(row => (row.GetString(0), row.GetString(1)), token);
            if (keys.Count == 0) return 0;
            return await (await db.CommandAsync($"DELETE FROM commands WHERE (sn, id) IN (SELECT k.a, k.b FROM {db.Pairs()})", token))
                .WithPairs(db, keys).ExecuteAsync(token);
        },
        cancellation);

    /// <summary>Batches made before of which no command is left.</summary>
    public Task<int> DeleteBatchesAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(
        """
        DELETE FROM batches WHERE id IN (
            SELECT b.id FROM batches b WHERE b.created_at < @before AND NOT EXISTS (SELECT 1 FROM commands c WHERE c.batch_id = b.id) LIMIT @most)
        """,
        before,
        most,
        cancellation);

    /// <summary>Items of the feed from its beginning up to the first that is to be kept, so that what is left is always a whole end of it.</summary>
    /// <param name="publishedBy">A publisher whose mark bounds it: what it has not published stays. Null = none.</param>
    public Task<int> DeleteFeedAsync(DateTimeOffset before, string? publishedBy, int most, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            var bound = publishedBy is null ? long.MaxValue : await MarkAsync(db, publishedBy, token);
            var oldest = await (await db.CommandAsync("SELECT seq, at FROM feed WHERE seq <= @bound ORDER BY seq LIMIT @most", token))
                .With("bound", bound).With("most", most).ToListAsync(row => (Seq: row.GetInt64(0), At: row.GetInt64(1)), token);
            var old = oldest.TakeWhile(item => item.At < before.ToUnixTimeMilliseconds()).ToList();
            return old.Count == 0 ? 0 : await db.ExecuteAsync("DELETE FROM feed WHERE seq <= @last", token, new DataParameter("last", old[^1].Seq));
        },
        cancellation);

    private Task<int> DeleteAsync(string sql, DateTimeOffset before, int most, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(sql, token))
            .With("before", before.ToUnixTimeMilliseconds()).With("most", most).ExecuteAsync(token),
        cancellation);

    internal static async Task<long> MarkAsync(DataConnection db, string name, CancellationToken cancellation)
    {
        var marks = await (await db.CommandAsync("SELECT seq FROM feed_marks WHERE name = @name", cancellation)).With("name", name)
            .ToListAsync(row => row.GetInt64(0), cancellation);
        return marks.Count == 0 ? 0 : marks[0];
    }
}
