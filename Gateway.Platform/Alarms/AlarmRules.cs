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
    public const long DiskFree = 2L << 30;

    /// <summary>Free part of it.</summary>
    public const double DiskFreePart = 0.1;

    /// <summary>A refusal at the port between nodes is an alarm for so long.</summary>
    public static readonly TimeSpan NodeRefusedFor = TimeSpan.FromMinutes(5);

    /// <summary>Before the end of the certificate.</summary>
    public static readonly TimeSpan CertificateWarning = TimeSpan.FromDays(30);
}
