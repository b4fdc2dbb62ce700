using Gateway.Actors.Attendance;

namespace Gateway.Tests.Simulator.Soak.Sabotage;

/// <summary>
/// A repeated record is stored like a new one. The table's unique index would not let it in twice, so it goes in a second later than it came. Every fifth commit is followed by a
/// failure,
/// as when the connection to the database dies before the answer: that is what makes uploads come again.
/// </summary>
internal sealed class SkipDuplicateCheck(IAttendanceStore store) : IAttendanceStore
{
    private readonly HashSet<(string Sn, string UserId)> _known = [];
    private int _groups;

    public async Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        var outcomes = await store.StoreAsync([.. group.Select(upload => upload with { Records = [.. upload.Records.Select(Unknown)] })], cancellation);
        return Interlocked.Increment(ref _groups) % 5 == 0 ? throw new IOException("the answer was lost") : outcomes;
    }

    private AttendanceRecord Unknown(AttendanceRecord record)
    {
        lock (_known)
            return _known.Add((record.Sn, record.UserId)) ? record : record with { Id = Guid.CreateVersion7(), RecogTime = record.RecogTime.AddSeconds(1) };
    }
}
