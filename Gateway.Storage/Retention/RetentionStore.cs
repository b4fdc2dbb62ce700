using System.Data.Common;
using Gateway.Storage.Commands;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Data;

namespace Gateway.Storage.Retention;

/// <summary>
/// Deletes what is older than it is to be kept, records of sites aside (<see cref="RetentionDeletes"/>): each call a small batch in a transaction of its own, so that nobody
/// waits for it; where finding the rows may take longer than deleting them, they are found before it. Every method returns how many rows it has deleted; fewer than <c>most</c>
/// means that nothing older is left.
/// </summary>
public sealed class RetentionStore(Database database)
{
    private const string SuspectRepeats =
        """
        DELETE FROM suspect_repeats WHERE last_receipt < @before AND (sn, user_id, recog_time) IN (
            SELECT sn, user_id, recog_time FROM suspect_repeats WHERE last_receipt < @before ORDER BY last_receipt LIMIT @most)
        """;

    private const string Decommissioned = "DELETE FROM decommissioned WHERE sn IN (SELECT sn FROM decommissioned WHERE at < @before ORDER BY at LIMIT @most) AND at < @before";

    private const string Audit = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < @before ORDER BY at LIMIT @most)";

    private const string OldQuarantine = $"SELECT id FROM quarantine WHERE last_at < @before AND {LegalHold.IsNotOfQuarantine} ORDER BY last_at LIMIT @most";

    private const string FormerKeys =
        "DELETE FROM device_former_keys WHERE id IN (SELECT id FROM device_former_keys WHERE replaced_at < @before ORDER BY replaced_at LIMIT @most)";

    private const string OldCommands = "SELECT sn, id FROM commands WHERE ended_at < @before ORDER BY ended_at LIMIT @most";

    private const string OldBatches =
        """
        SELECT b.id FROM batches b WHERE b.created_at < @before AND NOT EXISTS (SELECT 1 FROM commands c WHERE c.batch_id = b.id)
        ORDER BY b.created_at LIMIT @most
        """;

    private const string JobTargets =
        """
        DELETE FROM job_targets WHERE (job_id, sn) IN (
            SELECT t.job_id, t.sn FROM jobs j JOIN job_targets t ON t.job_id = j.id WHERE j.ended_at < @before ORDER BY j.ended_at LIMIT @most)
        """;

    private const string Jobs =
        """
        DELETE FROM jobs WHERE id IN (
            SELECT j.id FROM jobs j WHERE j.ended_at < @before AND NOT EXISTS (SELECT 1 FROM job_targets t WHERE t.job_id = j.id) ORDER BY j.ended_at LIMIT @most)
        """;

    private const string UnknownTerminals =
        "DELETE FROM unknown_terminals WHERE last_seen < @before AND sn IN (SELECT sn FROM unknown_terminals WHERE last_seen < @before ORDER BY last_seen LIMIT @most)";

    /// <summary>Every statement that looks for what is old, with <c>@before</c> and <c>@most</c>: a test reads their plans.</summary>
    internal static IReadOnlyList<string> Looks { get; } =
        [SuspectRepeats, Decommissioned, Audit, OldQuarantine, FormerKeys, OldCommands, OldBatches, JobTargets, Jobs, UnknownTerminals];

    /// <summary>What came last before: after a day that says nothing any more (<see cref="Attendance.SuspectRepeats"/>).</summary>
    public Task<int> DeleteSuspectRepeatsAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(SuspectRepeats, before, most, cancellation);

    /// <summary>SNs that were decommissioned before.</summary>
    public Task<int> DeleteDecommissionedAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(Decommissioned, before, most, cancellation);

    public Task<int> DeleteAuditAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(Audit, before, most, cancellation);

    /// <summary>Those that have not come again since, of sites that are not on hold.</summary>
    public async Task<int> DeleteQuarantineAsync(DateTimeOffset before, int most, CancellationToken cancellation)
    {
        var ids = await FindAsync(OldQuarantine, before, most, static row => row.GetInt64(0), cancellation);
        return ids.Count == 0 ? 0 : await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync($"DELETE FROM quarantine WHERE {db.In("id", "ids")} AND last_at < @before AND {LegalHold.IsNotOfQuarantine}", token))
                .With("ids", db.Set(ids)).With("before", before.ToUnixTimeMilliseconds()).ExecuteAsync(token),
            cancellation);
    }

    /// <summary>Keys that were replaced before.</summary>
    public Task<int> DeleteFormerKeysAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(FormerKeys, before, most, cancellation);

    /// <summary>Commands that ended before.</summary>
    public async Task<int> DeleteCommandsAsync(DateTimeOffset before, int most, CancellationToken cancellation)
    {
        var keys = await FindAsync(OldCommands, before, most, static row => (row.GetString(0), row.GetString(1)), cancellation);
        return keys.Count == 0 ? 0 : await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync($"DELETE FROM commands WHERE (sn, id) IN (SELECT k.a, k.b FROM {db.Pairs()}) AND NOT ({CommandStore.Open})", token))
                .WithPairs(db, keys).ExecuteAsync(token),
            cancellation);
    }

    /// <summary>Batches made before of which no command is left.</summary>
    public async Task<int> DeleteBatchesAsync(DateTimeOffset before, int most, CancellationToken cancellation)
    {
        var ids = await FindAsync(OldBatches, before, most, static row => row.GetString(0), cancellation);
        return ids.Count == 0 ? 0 : await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync($"DELETE FROM batches WHERE {db.In("id", "ids")}", token)).With("ids", db.Set(ids)).ExecuteAsync(token),
            cancellation);
    }

    /// <summary>Targets of jobs that ended before.</summary>
    public Task<int> DeleteJobTargetsAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(JobTargets, before, most, cancellation);

    /// <summary>Jobs that ended before and have no targets left.</summary>
    public Task<int> DeleteJobsAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(Jobs, before, most, cancellation);

    /// <summary>SNs that are not known and tried last before.</summary>
    public Task<int> DeleteUnknownTerminalsAsync(DateTimeOffset before, int most, CancellationToken cancellation) => DeleteAsync(UnknownTerminals, before, most, cancellation);

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

    private Task<List<T>> FindAsync<T>(string sql, DateTimeOffset before, int most, Func<DbDataReader, T> row, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(sql, token))
            .With("before", before.ToUnixTimeMilliseconds()).With("most", most).ToListAsync(row, token),
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
