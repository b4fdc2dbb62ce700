using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Protection;

/// <summary>
/// The keys of keyed hashes (HMAC-SHA256), made once per database and kept in <c>hash_keys</c>, encrypted: whoever has the tables only cannot find out an ID
/// number or a face by hashing guesses. All nodes of a database share them.
/// </summary>
public sealed class HashKeys(Database database, IDataProtectionProvider protection)
{
    internal const string Purpose = "Gateway.HashKey";

    private const int KeyLength = 32;

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);
    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    /// <summary>The key with this name, made now when there is none. Names are frozen once used.</summary>
    /// <exception cref="StorageUnusableException">It cannot be decrypted: the key ring is not the one of this database.</exception>
    public async ValueTask<byte[]> GetAsync(string name, CancellationToken cancellation) =>
        // Two that read at once read the same.
        _known.TryGetValue(name, out var key) ? key : _known[name] = await ReadAsync(name, cancellation);

    private async Task<byte[]> ReadAsync(string name, CancellationToken cancellation)
    {
        var made = _protector.Protect(RandomNumberGenerator.GetBytes(KeyLength));
        var stored = await database.WriteAsync(
            async (db, token) =>
            {
                await db.ExecuteAsync(
                    "INSERT INTO hash_keys (name, key_protected) VALUES (@name, @key) ON CONFLICT (name) DO NOTHING",
                    token,
                    new DataParameter("name", name, DataType.NVarChar),
                    new DataParameter("key", made, DataType.VarBinary));
                return await db.ExecuteAsync<byte[]>(
                    "SELECT key_protected FROM hash_keys WHERE name = @name", token, new DataParameter("name", name, DataType.NVarChar));
            },
            cancellation);
        try
        {
            return _protector.Unprotect(stored);
        }
        catch (CryptographicException failure)
        {
            throw new StorageUnusableException(
                $"The hash key {name} cannot be decrypted: the key ring is not the one this database was written with.", failure);
        }
    }
}
