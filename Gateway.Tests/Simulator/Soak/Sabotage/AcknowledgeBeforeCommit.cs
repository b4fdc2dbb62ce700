using Gateway.Actors.Attendance;

namespace Gateway.Tests.Simulator.Soak.Sabotage;

/// <summary>Answers for every upload at once. The commit follows, except for every fifth group, which a crash between the two would have lost.</summary>
internal sealed class AcknowledgeBeforeCommit(IAttendanceStore store) : IAttendanceStore
{
    private int _groups;

    public Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _groups) % 5 != 0) _ = store.StoreAsync(group, CancellationToken.None);
        return Task.FromResult<IReadOnlyList<UploadOutcome>>([.. group.Select(upload => new UploadOutcome(UploadResult.Stored, upload.Records.Count, 0, 0))]);
    }
}
