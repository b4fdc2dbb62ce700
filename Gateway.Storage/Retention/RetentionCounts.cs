namespace Gateway.Storage.Retention;

/// <summary>Rows by table.</summary>
/// <param name="Attendance">Of <c>attendance</c>.</param>
/// <param name="AttendanceAgain">Of <c>attendance_again</c>: records by dead clocks that came again (D36).</param>
/// <param name="Registrations">Of <c>registrations</c>.</param>
/// <param name="RegistrationPhotos">Of <c>registration_photos</c>: those of these registrations, and those that go alone.</param>
public sealed record RetentionCounts(long Attendance, long AttendanceAgain, long Registrations, long RegistrationPhotos)
{
    public static RetentionCounts None { get; } = new(0, 0, 0, 0);

    public bool IsNone => this == None;

    /// <summary>Records, photos aside.</summary>
    public long Records => Attendance + AttendanceAgain + Registrations;

    public static RetentionCounts operator +(RetentionCounts one, RetentionCounts other) => Add(one, other);

    public static RetentionCounts Add(RetentionCounts one, RetentionCounts other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(
            one.Attendance + other.Attendance, one.AttendanceAgain + other.AttendanceAgain,
            one.Registrations + other.Registrations, one.RegistrationPhotos + other.RegistrationPhotos);
    }
}
