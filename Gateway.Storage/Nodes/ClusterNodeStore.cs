using Gateway.Storage.Sql;

namespace Gateway.Storage.Nodes;

/// <summary>What nodes tell each other by the database and its clock.</summary>
public sealed class ClusterNodeStore(Database database)
{
    /// <summary>Between two nodes that end themselves: their shards and terminals have found another place by then.</summary>
    public static readonly TimeSpan EndsApart = TimeSpan.FromMinutes(1);

    private const string Now = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)";

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
