using Gateway.Actors.Attendance;

namespace Gateway.Benchmarks.Attendance;

/// <summary>The store, with a count of what passed: the raw inserts get batches of the very size that the log makes.</summary>
internal sealed class CountingStore(IAttendanceStore store) : IAttendanceStore
{
    private long _groups;
    private long _records;

    public async Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        var outcomes = await store.StoreAsync(group, cancellation);
        Interlocked.Increment(ref _groups);
        Interlocked.Add(ref _records, outcomes.Sum(outcome => outcome.Stored));
        return outcomes;
    }

    /// <summary>Groups committed and records stored since the last call.</summary>
    public (long Groups, long Records) Take() => (Interlocked.Exchange(ref _groups, 0), Interlocked.Exchange(ref _records, 0));
}
