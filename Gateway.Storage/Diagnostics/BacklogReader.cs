using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Data;

namespace Gateway.Storage.Diagnostics;

/// <summary>Reads the <see cref="Backlog"/>: for metrics and the cluster's page, every few seconds at most.</summary>
public sealed class BacklogReader(Database database, StorageOptions options)
{
    /// <summary>Rows are counted up to this: a count is no more exact than it is useful, and must not read a table of millions.</summary>
    public const int CountMax = 100_000;

    /// <summary>PostgreSQL waits for no standby before it confirms a commit. Any role may read both settings.</summary>
    private const string WaitsForNone = "SELECT current_setting('synchronous_standby_names') = '' OR current_setting('synchronous_commit') IN ('off', 'local')";

    public Task<Backlog> ReadAsync(CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var outbox = await CountAsync(db, "outbox", token);
            var oldest = await db.ExecuteAsync<long?>("SELECT MIN(at) FROM (SELECT at FROM outbox ORDER BY id LIMIT 1) AS oldest", token);
            var last = await db.ExecuteAsync<long>("SELECT last_seq FROM feed_head WHERE id = 1", token);
            var queued = await CountAsync(db, "commands WHERE state IN ('queued', 'in_flight') AND state = 'queued'", token);
            var inFlight = await CountAsync(db, "commands WHERE state IN ('queued', 'in_flight') AND state = 'in_flight'", token);
            var rostersDue = await CountAsync(db, "roster_work", token);
            var generation = await db.ExecuteAsync<string>("SELECT generation FROM feed_generations ORDER BY number DESC LIMIT 1", token);
            var mayLose = options.HasSeveralHosts && await db.ExecuteAsync<bool>(WaitsForNone, token);
            return new Backlog(outbox, oldest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, last, queued, inFlight, rostersDue, generation, mayLose);
        },
        cancellation);

    /// <summary>How far the publisher with this mark is behind; null when it has none yet.</summary>
    public Task<PublishLag?> ReadLagAsync(string mark, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var name = new DataParameter("name", mark, DataType.NVarChar);
            if (await db.ExecuteAsync<long?>("SELECT seq FROM feed_marks WHERE name = @name", token, name) is not { } seq) return null;
            var last = await db.ExecuteAsync<long>("SELECT last_seq FROM feed_head WHERE id = 1", token);
            var oldest = await db.ExecuteAsync<long?>(
                "SELECT MIN(at) FROM (SELECT at FROM feed WHERE seq > @seq ORDER BY seq LIMIT 1) AS oldest", token, new DataParameter("seq", seq));
            return new PublishLag(Math.Max(0, last - seq), oldest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
        },
        cancellation);

    private static Task<long> CountAsync(DataConnection db, string rows, CancellationToken cancellation) =>
        db.ExecuteAsync<long>(FormattableString.Invariant($"SELECT COUNT(*) FROM (SELECT 1 FROM {rows} LIMIT {CountMax}) AS counted"), cancellation);
}
