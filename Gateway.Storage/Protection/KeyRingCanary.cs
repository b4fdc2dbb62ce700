using System.Security.Cryptography;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Protection;

/// <summary>
/// Proves at the start that key ring and database belong together, by a row that only the ring can read: what a node wrote under another ring, nobody could read later. A
/// database that has no such row yet is judged by what else in it is encrypted.
/// </summary>
public sealed class KeyRingCanary(Database database, HashKeys keys)
{
    /// <summary>What the keys of devices are encrypted for.</summary>
    internal const string DeviceKeys = "Gateway.DeviceKey";

    private const string Name = "canary";

    /// <summary>Of an older database: one of these at least must be readable, since one alone may be damaged.</summary>
    private const int SamplesMax = 10;

    /// <summary>Writes nothing.</summary>
    /// <param name="ring">The key ring.</param>
    /// <exception cref="StorageUnusableException">Nothing that is encrypted in the database can be read.</exception>
    public async Task ProveAsync(IDataProtectionProvider ring, CancellationToken cancellation)
    {
        var canary = await ReadAsync(ring, $"SELECT key_protected FROM hash_keys WHERE name = '{Name}'", HashKeys.Purpose, cancellation);
        List<bool> samples = canary.Count > 0 ? canary :
        [
            .. await ReadAsync(ring, "SELECT key_protected FROM hash_keys", HashKeys.Purpose, cancellation),
            .. await ReadAsync(ring, $"SELECT key_protected FROM devices ORDER BY updated_at DESC LIMIT {SamplesMax}", DeviceKeys, cancellation),
        ];
        if (samples.Count == 0 || samples.Contains(true)) return;
        throw new StorageUnusableException(
            "the key ring (Gateway:KeyRing) is not the one that this database was written with: nothing that is encrypted in it can be read. Put ring or certificate back");
    }

    /// <summary>Sees to it that there is such a row.</summary>
    public async Task KeepAsync(CancellationToken cancellation) => await keys.GetAsync(Name, cancellation);

    /// <summary>Whether each value can be read.</summary>
    private Task<List<bool>> ReadAsync(IDataProtectionProvider ring, string sql, string purpose, CancellationToken cancellation)
    {
        var protector = ring.CreateProtector(purpose);
        return database.ReadAsync(
            async (db, token) => (await (await db.CommandAsync(sql, token)).ToListAsync(static row => row.GetFieldValue<byte[]>(0), token))
                .ConvertAll(value => CanRead(protector, value)),
            cancellation);
    }

    private static bool CanRead(IDataProtector protector, byte[] value)
    {
        try
        {
            protector.Unprotect(value);
            return true;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or InvalidOperationException)
        {
            return false; // Another ring; or one of whose keys none can be used, and which may not make one.
        }
    }
}
