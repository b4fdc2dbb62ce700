using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Data;

namespace Gateway.Storage.Feed;

/// <summary>How far publishers of the feed have come: everything up to the mark is published for certain, perhaps more.</summary>
public sealed class FeedMarks(Database database, TimeProvider time)
{
    /// <summary>The mark of the Redis streams. Frozen.</summary>
    public const string Redis = "redis";

    /// <summary>The last seq published for certain; null when there is no mark.</summary>
    public async Task<long?> GetAsync(string name, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync("SELECT seq FROM feed_marks WHERE name = @name", token)).With("name", name)
                .ToListAsync(row => row.GetInt64(0), token),
            cancellation);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Moves the mark on; never back.</summary>
    public Task AdvanceAsync(string name, long seq, CancellationToken cancellation) => database.WriteAsync(
        (db, token) => db.ExecuteAsync(
            """
            INSERT INTO feed_marks (name, seq, at) VALUES (@name, @seq, @at)
            ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, at = excluded.at WHERE feed_marks.seq < excluded.seq
            """,
            token,
            new DataParameter("name", name, DataType.NVarChar),
            new DataParameter("seq", seq),
            new DataParameter("at", time.GetUtcNow().ToUnixTimeMilliseconds())),
        cancellation);
}
