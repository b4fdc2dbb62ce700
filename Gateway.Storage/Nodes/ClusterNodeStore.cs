using Gateway.Storage.Sql;

namespace Gateway.Storage.Nodes;

/// <summary>The table <c>cluster_nodes</c>: members say that they live, by the clock of the database. PostgreSQL only, as clusters are.</summary>
public sealed class ClusterNodeStore(Database database)
{
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
}
