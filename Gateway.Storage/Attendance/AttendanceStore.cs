using Gateway.Actors.Attendance;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Attendance;

/// <summary>Filters of the attendance list; null = any. <paramref name="From"/> inclusive, <paramref name="To"/> exclusive, both on recog_time.</summary>
public sealed record AttendanceFilter(string? Sn, string? UserId, string? Site, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>The tables <c>attendance</c>, <c>quarantine</c> (write side) and <c>outbox</c>.</summary>
public sealed class AttendanceStore(Database database, IDataProtectionProvider protection) : IAttendanceStore
{
    public Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Oldest first: by recog_time, then id.</summary>
    public Task<Page<AttendanceRecord>> ListAsync(AttendanceFilter filter, int limit, string? cursor, CancellationToken cancellation) => throw new NotImplementedException();
}
