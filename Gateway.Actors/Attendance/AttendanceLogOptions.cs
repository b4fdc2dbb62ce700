namespace Gateway.Actors.Attendance;

/// <summary>Limits of the <see cref="AttendanceLog"/>.</summary>
/// <param name="QueueMax">Uploads that may wait for the next group; a further one waits for room, and its session stops reading.</param>
/// <param name="GroupRecordsMax">Records in one transaction, about: a group is closed by the upload that reaches it.</param>
/// <param name="DurableWithin">Time for an upload from hand-over to commit; after it the session answers 9998 (D18) or, over HTTPS, nothing (D27).</param>
/// <param name="RetryDelayMin">Pause before a failed group is tried again; doubles up to <paramref name="RetryDelayMax"/>.</param>
public sealed record AttendanceLogOptions(int QueueMax, int GroupRecordsMax, TimeSpan DurableWithin, TimeSpan RetryDelayMin, TimeSpan RetryDelayMax)
{
    /// <summary>Between the beginnings of two groups while few uploads come (<see cref="GroupPace"/>): what an upload may wait for company. A third of the 30 ms that an answer may
    /// take, and the same again for the commit before it and its own.</summary>
    public TimeSpan GroupEvery { get; init; } = TimeSpan.FromMilliseconds(15);

    public static AttendanceLogOptions Standard { get; } =
        new(QueueMax: 4096, GroupRecordsMax: 1000, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(250));
}
