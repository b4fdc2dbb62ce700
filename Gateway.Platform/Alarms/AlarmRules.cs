using Gateway.Actors.Load;

namespace Gateway.Platform.Alarms;

/// <summary>From where on something is an alarm. docs/runbooks says the same to operators.</summary>
internal static class AlarmRules
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    /// <summary>An alarm that nobody has confirmed for so long is over.</summary>
    public static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(2);

    /// <summary>What is over is shown for so long.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromDays(30);

    /// <summary>Alarms of one kind that one look raises.</summary>
    public const int KindMax = 200;

    /// <summary>Frames with a wrong key: one may be an accident.</summary>
    public const int WrongKeyTimes = 3;

    /// <summary>They are an alarm for so long after the last one.</summary>
    public static readonly TimeSpan WrongKeyFor = TimeSpan.FromMinutes(5);

    /// <summary>Commands that ended unreported are an alarm for so long after the last one (D33).</summary>
    public static readonly TimeSpan UnreportedFor = TimeSpan.FromHours(24);

    /// <summary>Deletions of a roster that the terminal refused since it does not know the person: one may have been deleted at the terminal.</summary>
    public const int UnknownPersonTimes = 2;

    /// <summary>They are a sign of a reset for so long after the last one.</summary>
    public static readonly TimeSpan UnknownPersonFor = TimeSpan.FromHours(24);

    /// <summary>A terminal that has had no attendance for so long, while its neighbours had, and it had itself a day before, may have lost its persons.</summary>
    public static readonly TimeSpan AttendanceQuietFor = TimeSpan.FromHours(2);

    /// <summary>Records in that time from which on attendance goes on.</summary>
    public const int AttendanceLeast = 10;

    /// <summary>Between two looks for such terminals.</summary>
    public static readonly TimeSpan QuietLookEvery = TimeSpan.FromMinutes(10);

    /// <summary>Attendance of persons whom no roster of the site has is an alarm for so long after the last.</summary>
    public static readonly TimeSpan StrangersFor = TimeSpan.FromHours(1);

    /// <summary>A record that is older when it comes says nothing: its person may have left the roster since.</summary>
    public static readonly TimeSpan StrangersWithin = TimeSpan.FromHours(1);

    /// <summary>A clock that is online and off by more, seconds: corrections (D12) do not reach it.</summary>
    public const int ClockSeconds = 300;

    /// <summary>Terminals that a site must have for its silence to be one.</summary>
    public const int SiteTerminals = 2;

    /// <summary>A site that was silent for longer is closed, most likely.</summary>
    public static readonly TimeSpan SiteHeardWithin = TimeSpan.FromDays(3);

    /// <summary>Age of the oldest item that is not numbered.</summary>
    public static readonly TimeSpan FeedLag = TimeSpan.FromMinutes(1);

    /// <summary>Uploads in quarantine within <see cref="QuarantineWithin"/>.</summary>
    public const int QuarantineUploads = 50;

    public static readonly TimeSpan QuarantineWithin = TimeSpan.FromHours(1);

    /// <summary>Free bytes of the data directory's disk.</summary>
    public const long DiskFree = DiskSpace.LowFree;

    /// <summary>Free part of it.</summary>
    public const double DiskFreePart = DiskSpace.LowPart;

    /// <summary>The database's room ends within so many days if it goes on growing as it does.</summary>
    public const int DiskForecastDays = 60;

    /// <summary>A refusal at the port between nodes is an alarm for so long.</summary>
    public static readonly TimeSpan NodeRefusedFor = TimeSpan.FromMinutes(5);

    /// <summary>Before the end of the certificate.</summary>
    public static readonly TimeSpan CertificateWarning = TimeSpan.FromDays(30);
}
