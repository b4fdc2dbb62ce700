namespace Gateway.Actors.Attendance;

/// <summary>Where attendance becomes durable.</summary>
public interface IAttendanceStore
{
    /// <summary>
    /// Stores a group of uploads in ONE transaction: new records into <c>attendance</c> (a duplicate is skipped, within the group too), one <c>outbox</c> row for
    /// each record that was new, faulty packets into <c>quarantine</c> (once, their tries counted). Returns one outcome per upload, in order, after the commit.
    /// Throws when nothing was committed, or when that cannot be known.
    /// </summary>
    Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation);
}
