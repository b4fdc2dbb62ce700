using Gateway.Actors;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Attendance;

/// <summary>An upload, or part of one, that could not be read (D18, D27).</summary>
/// <param name="Tries">How often this packet has come.</param>
/// <param name="Content">As it came, decrypted where that was possible.</param>
public sealed record QuarantineEntry(
    string Id, string Sn, Transport Transport, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Tries, string Reason, int BadRecords, bool GoodRecordsStored, ReadOnlyMemory<byte> Content);

/// <summary>The table <c>quarantine</c>, for the platform.</summary>
public sealed class QuarantineStore(Database database, IDataProtectionProvider protection)
{
    /// <summary>Oldest first; <paramref name="sn"/> null = of all devices.</summary>
    public Task<Page<QuarantineEntry>> ListAsync(string? sn, int limit, string? cursor, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<bool> DeleteAsync(string id, CancellationToken cancellation) => throw new NotImplementedException();
}
