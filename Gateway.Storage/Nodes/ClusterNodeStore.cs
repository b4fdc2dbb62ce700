using Gateway.Storage.Sql;

namespace Gateway.Storage.Nodes;

/// <summary>What nodes tell each other by the database and its clock: in <c>cluster_nodes</c> (PostgreSQL only, as clusters are), members say that they live.</summary>
public sealed class ClusterNodeStore(Database database)
{
    /// <summary>Between two nodes that end themselves: their shards and terminals have found another place by then.</summary>
    public static readonly TimeSpan EndsApart = TimeSpan.FromMinutes(1);

    private const string Now = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)";

    /// <summary>A member of the cluster lives now.</summary>
    /// <param name="address">Of the node, as the cluster names it.</param>
    public Task<int> NoteAsync(string address, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                $"INSERT INTO cluster_nodes (address, seen) VALUES (@address, {Now}) ON CONFLICT (address) DO UPDATE SET seen = excluded.seen", token))
            .With("address", address).ExecuteAsync(token),
        cancellation);

    /// <summary>A node has left.</summary>
    public Task<int> ForgetAsync(string address, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync("DELETE FROM cluster_nodes WHERE address = @address", token)).With("address", address).ExecuteAsync(token),
        cancellation);

    /// <summary>Whether any other node was a member within that time.</summary>
    public async Task<bool> HasOthersAsync(string address, TimeSpan within, CancellationToken cancellation) => await database.ReadAsync(
        async (db, token) => (await (await db.CommandAsync($"SELECT COUNT(*) FROM cluster_nodes WHERE address <> @address AND seen > {Now} - @within", token))
            .With("address", address).With("within", (long)within.TotalMilliseconds).ToListAsync(static row => row.GetInt64(0), token))[0] > 0,
        cancellation);

    /// <summary>
    /// Whether a node may end itself now: true at most once in <see cref="EndsApart"/> for all nodes of the database, and whoever was told so counts as ended.
    /// </summary>
    public async Task<bool> MayEndAsync(CancellationToken cancellation) => await database.WriteAsync(
        async (db, token) =>
        {
            var now = database.HasPartitions ? Now : "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";
            return await (await db.CommandAsync(
                    $"UPDATE store SET node_ended_at = {now} WHERE singleton = 1 AND (node_ended_at IS NULL OR node_ended_at NOT BETWEEN {now} - @apart AND {now})", token))
                .With("apart", (long)EndsApart.TotalMilliseconds).ExecuteAsync(token);
        },
        cancellation) == 1;
}
