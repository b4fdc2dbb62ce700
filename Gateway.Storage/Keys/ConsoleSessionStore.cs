using System.Security.Cryptography;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Keys;

/// <summary>The table <c>console_sessions</c>: a sign-in lasts while its row does, on every node.</summary>
public sealed class ConsoleSessionStore(Database database, TimeProvider time)
{
    /// <summary>A sign-in lasts a working day: 10 hours.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(10);

    /// <summary>It ends when nobody did anything for so long: 30 minutes.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Sign-ins of one key at a time; one more ends the oldest.</summary>
    public const int PerKey = 20;

    private const int IdBytes = 16;

    /// <summary>Begins a session, and deletes those that are over.</summary>
    public async Task<ConsoleSession> AddAsync(string keyId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var session = new ConsoleSession(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), keyId, now, now);
        await database.WriteAsync(
            async (db, token) =>
            {
                await (await db.CommandAsync("DELETE FROM console_sessions WHERE seen_at <= @idle OR created_at <= @old", token))
                    .With("idle", (now - Idle).ToUnixTimeMilliseconds()).With("old", (now - Life).ToUnixTimeMilliseconds()).ExecuteAsync(token);
                await (await db.CommandAsync(
                        """
                        DELETE FROM console_sessions WHERE key_id = @key AND id NOT IN
                            (SELECT id FROM console_sessions WHERE key_id = @key ORDER BY created_at DESC, id LIMIT @most)
                        """, token)).With("key", keyId).With("most", PerKey - 1).ExecuteAsync(token);
                return await (await db.CommandAsync("INSERT INTO console_sessions (id, key_id, created_at, seen_at) VALUES (@id, @key, @now, @now)", token))
                    .With("id", session.Id).With("key", keyId).With("now", now.ToUnixTimeMilliseconds()).ExecuteAsync(token);
            },
            cancellation);
        return session;
    }

    /// <summary>Those that last, by id.</summary>
    public async Task<IReadOnlyDictionary<string, ConsoleSession>> AllAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync("SELECT id, key_id, created_at, seen_at FROM console_sessions WHERE seen_at > @idle AND created_at > @old", token))
                .With("idle", (now - Idle).ToUnixTimeMilliseconds()).With("old", (now - Life).ToUnixTimeMilliseconds())
                .ToListAsync(row => new ConsoleSession(row.GetString(0), row.GetString(1), row.GetTime(2), row.GetTime(3)), token),
            cancellation);
        return rows.ToDictionary(static session => session.Id, StringComparer.Ordinal);
    }

    /// <summary>Its owner did something now.</summary>
    public Task SeenAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync("UPDATE console_sessions SET seen_at = @now WHERE id = @id", token))
            .With("now", time.GetUtcNow().ToUnixTimeMilliseconds()).With("id", id).ExecuteAsync(token),
        cancellation);

    /// <summary>It is over.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync("DELETE FROM console_sessions WHERE id = @id", token)).With("id", id).ExecuteAsync(token),
        cancellation);
}
