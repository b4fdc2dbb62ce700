using System.Security.Cryptography;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;
using Secret = Gateway.Actors.Privacy.Secret;

namespace Gateway.Storage.Devices;

/// <summary>The table <c>device_former_keys</c>: what a device's key was before, for the diagnosis of what its key of today does not read (D35). Never shown.</summary>
internal sealed class FormerKeys(IDataProtector protector)
{
    /// <summary>Of one device.</summary>
    public const int KeysMax = 5;

    /// <summary>How long one is kept after it was replaced, days.</summary>
    public const int Days = 90;

    private static readonly BulkInsert<FormerKey> Insert = new(
        "device_former_keys",
        "",
        new("sn", SqlType.Text, key => key.Sn),
        new("key_protected", SqlType.Bytes, key => key.KeyProtected),
        new("replaced_at", SqlType.BigInt, key => key.ReplacedAt));

    /// <summary>Keeps keys that have just been replaced, in the transaction that replaced them; older ones than the last five go.</summary>
    /// <remarks>The caller holds the rows of their devices: of one device nobody else adds any.</remarks>
    public static async Task KeepAsync(DataConnection db, IReadOnlyList<FormerKey> replaced, CancellationToken cancellation)
    {
        if (replaced.Count == 0) return;
        await Insert.RunAsync(db, replaced, null, cancellation);
        var command = await db.CommandAsync(
            $"""
            DELETE FROM device_former_keys WHERE {db.In("sn", "sns")} AND id NOT IN (
                SELECT kept.id FROM device_former_keys kept WHERE kept.sn = device_former_keys.sn ORDER BY kept.id DESC LIMIT {KeysMax})
            """,
            cancellation);
        await command.With("sns", db.Set([.. replaced.Select(static key => key.Sn).Distinct()])).ExecuteAsync(cancellation);
    }

    /// <summary>Of the devices among <paramref name="sns"/>, the latest first.</summary>
    public static async Task<ILookup<string, FormerKey>> ReadAsync(DataConnection db, IReadOnlyCollection<string> sns, DateTimeOffset now, CancellationToken cancellation)
    {
        var command = await db.CommandAsync(
            $"SELECT sn, key_protected, replaced_at FROM device_former_keys WHERE {db.In("sn", "sns")} AND replaced_at > @since ORDER BY id DESC", cancellation);
        var keys = await command.With("sns", db.Set(sns)).With("since", now.AddDays(-Days).ToUnixTimeMilliseconds())
            .ToListAsync(static row => new FormerKey(row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2)), cancellation);
        return keys.ToLookup(static key => key.Sn, StringComparer.Ordinal);
    }

    /// <summary>Those that can be decrypted, when somebody asks for the first time: nearly nobody does.</summary>
    public Lazy<IReadOnlyList<Secret>> Reveal(IEnumerable<FormerKey> keys)
    {
        FormerKey[] held = [.. keys];
        return held.Length == 0 ? None : new(() => [.. held.Select(key => Read(key.KeyProtected)).OfType<Secret>()]);
    }

    /// <summary>Null: it was written with another key ring.</summary>
    public Secret? Read(byte[] keyProtected)
    {
        try
        {
            return new Secret(Encoding.UTF8.GetString(protector.Unprotect(keyProtected)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Lazy<IReadOnlyList<Secret>> None { get; } = new([]);
}
