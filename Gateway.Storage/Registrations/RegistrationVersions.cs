using System.Security.Cryptography;
using Gateway.Actors.Registrations;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Registrations;

/// <summary>Which registrations are the same, and which is a new version of which (D34).</summary>
internal sealed class RegistrationVersions(RegistrationCipher cipher, byte[] contentKey, Registration registration, RegistrationHashes hashes)
{
    private const string Alike =
        "SELECT version_hash, id, received_at, content_protected FROM registrations WHERE version_hash = @version OR content_hash = @photos";

    /// <summary>The latest that none has superseded. Rows of earlier programs are linked to nothing, so there may be several.</summary>
    private const string Latest =
        """
        SELECT r.id FROM registrations r
        WHERE r.sn = @sn AND r.idno_hash = @idno AND NOT EXISTS (SELECT 1 FROM registrations n WHERE n.supersedes = r.id)
        ORDER BY r.received_at DESC, r.id DESC LIMIT 1
        """;

    /// <summary>Versions of one worker at one terminal are stored one after the other, until the end of the transaction.</summary>
    public async Task LockAsync(DataConnection db, CancellationToken cancellation)
    {
        if (db.IsSqlite()) return; // It has one writer.
        await (await db.CommandAsync("SELECT pg_advisory_xact_lock(@chain)", cancellation)).With("chain", hashes.Chain(registration.Sn)).ExecuteAsync(cancellation);
    }

    /// <summary>Whether it is there already, and what <c>content_hash</c> it is stored under if it is not.</summary>
    public async Task<(bool IsThere, byte[] ContentHash)> LookAsync(DataConnection db, CancellationToken cancellation)
    {
        var alike = await (await db.CommandAsync(Alike, cancellation)).With("version", hashes.Version).With("photos", hashes.Photos).ToListAsync(
            row => row.IsDBNull(0) ? IsOfEarlierProgramAndSame(db.ReadUuid(row, 1), row.GetTime(2), row.GetFieldValue<byte[]>(3))
                : row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(hashes.Version),
            cancellation);

        // The first with these photos goes by their hash, so that a node of an earlier program knows it. Whatever was found has that hash, or is the same.
        return (alike.Contains(true), alike.Count == 0 ? hashes.Photos : hashes.Version);
    }

    /// <summary>The one that this one supersedes; null for a worker who is new at this terminal.</summary>
    public async Task<Guid?> FormerAsync(DataConnection db, CancellationToken cancellation)
    {
        var found = await (await db.CommandAsync(Latest, cancellation)).With("sn", registration.Sn).With("idno", hashes.IdNumber)
            .ToListAsync(row => db.ReadUuid(row, 0), cancellation);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>It has the same photos, and no hash over its fields: they are compared. One that cannot be read is another one, so that nothing is lost.</summary>
    private bool IsOfEarlierProgramAndSame(Guid id, DateTimeOffset receivedAt, byte[] content)
    {
        try
        {
            var stored = cipher.Unprotect(id, registration.Sn, null, receivedAt, content) with { Photos = registration.Photos };
            return CryptographicOperations.FixedTimeEquals(RegistrationCipher.VersionHash(contentKey, stored), hashes.Version);
        }
        catch (StorageUnusableException)
        {
            return false;
        }
    }
}
