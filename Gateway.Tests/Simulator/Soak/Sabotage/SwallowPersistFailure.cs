using Gateway.Actors.Attendance;

namespace Gateway.Tests.Simulator.Soak.Sabotage;

/// <summary>Over a database whose every fifth commit fails: the failure is caught and forgotten.</summary>
internal sealed class SwallowPersistFailure(IAttendanceStore store) : IAttendanceStore
{
    private int _groups;

    public async Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _groups) % 5 == 0) throw new IOException("no space left on device");
            return await store.StoreAsync(group, cancellation);
        }
        catch (IOException)
        {
            return [.. group.Select(_ => new UploadOutcome(UploadResult.Stored, 0, 0, 0))];
        }
    }
}
