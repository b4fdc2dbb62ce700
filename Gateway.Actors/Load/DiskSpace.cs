namespace Gateway.Actors.Load;

/// <summary>
/// What is free on the disk of the data directory. Attendance may use all of it: it cannot be had again. Registrations, which anybody may send who knows the SN of an enrolment
/// terminal, stop before the rest that is kept for attendance.
/// </summary>
/// <param name="look">Free bytes and all bytes of that disk.</param>
public sealed class DiskSpace(Func<(long Free, long Total)> look, TimeProvider time)
{
    /// <summary>Free bytes below which the disk is low.</summary>
    public const long LowFree = 2L << 30;

    /// <summary>Free part below which it is.</summary>
    public const double LowPart = 0.1;

    /// <summary>The part counts up to so many bytes, 20 GiB, for what is kept for attendance: a tenth of a large disk is years of it.</summary>
    public const long KeptMax = 20L << 30;

    /// <summary>How long an answer of the disk is believed; what comes in meanwhile is small beside what is kept.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long? _lookedAt;
    private bool _isForAttendance;

    /// <summary>That of the disk on which this path is.</summary>
    public static DiskSpace Of(string path, TimeProvider time) => new(
        () =>
        {
            var disk = new DriveInfo(path);
            return (disk.AvailableFreeSpace, disk.TotalSize);
        },
        time);

    /// <summary>What is left is kept for attendance.</summary>
    public bool IsForAttendance
    {
        get
        {
            lock (_gate)
            {
                if (_lookedAt is { } at && time.GetElapsedTime(at) < LookEvery) return _isForAttendance;
                var (free, total) = look();
                _lookedAt = time.GetTimestamp();
                return _isForAttendance = free < Math.Max(LowFree, Math.Min((long)(total * LowPart), KeptMax));
            }
        }
    }
}
