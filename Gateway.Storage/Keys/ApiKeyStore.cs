using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Async;

namespace Gateway.Storage.Keys;

/// <summary>The table <c>api_keys</c>: only SHA-256 hashes of the keys.</summary>
public sealed class ApiKeyStore(Database database, TimeProvider time)
{
    /// <summary>Most keys: nodes hold all of them in memory.</summary>
    public const int KeysMax = 10_000;

    private const char List = 'k';

    /// <summary>Null: there are <see cref="KeysMax"/> already.</summary>
    /// <param name="hash">SHA-256 of the key, 32 bytes. Twice the same throws: keys are random.</param>
    public async Task<ApiKey?> AddAsync(string name, ApiRole role, ReadOnlyMemory<byte> hash, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var row = new StoredApiKey
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Name = name,
            Role = StoredApiKey.TextOf(role),
            Hash = hash.ToArray(),
            CreatedAt = now.ToUnixTimeMilliseconds(),
        };
        var added = await database.WriteAsync(
            async (db, token) => await db.GetTable<StoredApiKey>().CountAsync(token) < KeysMax && await db.InsertAsync(row, token: token) == 1, cancellation);
        return added ? ToKey(row) : null;
    }

    /// <summary>Null when there is no such key.</summary>
    public async Task<ApiKey?> FindAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellation)
    {
        var bytes = hash.ToArray();
        var row = await database.ReadAsync((db, token) => db.GetTable<StoredApiKey>().SingleOrDefaultAsync(k => k.Hash == bytes, token), cancellation);
        return row is null ? null : ToKey(row);
    }

    /// <summary>Every key by its hash, in hexadecimal digits.</summary>
    public async Task<IReadOnlyDictionary<string, ApiKey>> AllAsync(CancellationToken cancellation)
    {
        var rows = await database.ReadAsync((db, token) => db.GetTable<StoredApiKey>().OrderBy(k => k.Id).Take(KeysMax).ToListAsync(token), cancellation);
        return rows.ToDictionary(static row => Convert.ToHexString(row.Hash), ToKey, StringComparer.Ordinal);
    }

    /// <summary>Oldest first.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<ApiKey>> ListAsync(int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = Cursor.Decode(List, cursor) ?? "";
        var rows = await database.ReadAsync(
            (db, token) => db.GetTable<StoredApiKey>().Where(k => string.Compare(k.Id, after) > 0).OrderBy(k => k.Id).Take(limit + 1).ToListAsync(token),
            cancellation);
        return Cursor.Page(rows.ConvertAll(ToKey), limit, List, key => key.Id);
    }

    /// <summary>False when there was none.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellation) =>
        await database.WriteAsync((db, token) => db.GetTable<StoredApiKey>().Where(k => k.Id == id).DeleteAsync(token), cancellation) > 0;

    private static ApiKey ToKey(StoredApiKey row) =>
        new(row.Id, row.Name, StoredApiKey.ToApiRole(row.Role), DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt));
}
