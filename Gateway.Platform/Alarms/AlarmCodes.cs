namespace Gateway.Platform.Alarms;

/// <summary>What an alarm can be about. Frozen: consumers of the feed, alert rules and runbooks (docs/runbooks) know them by these names.</summary>
internal static class AlarmCodes
{
    public const string WrongKey = "wrong-key";
    public const string Flapping = "flapping";
    public const string SnConflict = "sn-conflict";
    public const string ClockWrong = "clock-wrong";
    public const string SiteSilent = "site-silent";
    public const string FeedLag = "feed-lag";
    public const string QuarantineGrowing = "quarantine-growing";
    public const string QuarantineEntry = "quarantine-entry";
    public const string QuarantineHalf = "quarantine-half";
    public const string RegistrationQuota = "registration-quota";
    public const string UploadSurge = "upload-surge";
    public const string Unreported = "unreported";
    public const string RosterSuspect = "roster-suspect";
    public const string UnknownPerson = "unknown-person";
    public const string DiskLow = "disk-low";
    public const string DiskForecast = "disk-forecast";
    public const string CertificateExpiring = "certificate-expiring";
    public const string RetentionClock = "retention-clock";

    /// <summary>Somebody at the port between nodes could not show that it is one.</summary>
    public const string NodeRefused = "node-refused";

    /// <summary>The key ring stands in the database that it protects, and nothing protects it there.</summary>
    public const string KeyRingClear = "key-ring-clear";

    public static IReadOnlyList<string> All { get; } =
    [
        WrongKey, Flapping, SnConflict, ClockWrong, SiteSilent, FeedLag, QuarantineGrowing, QuarantineEntry, QuarantineHalf, RegistrationQuota,
        UploadSurge, Unreported, RosterSuspect, UnknownPerson, DiskLow, DiskForecast, CertificateExpiring, RetentionClock, NodeRefused, KeyRingClear,
    ];

    /// <summary>Those whose subject is an SN.</summary>
    public static IReadOnlyList<string> OfTerminals { get; } = [WrongKey, Flapping, SnConflict, ClockWrong, QuarantineEntry, UploadSurge, Unreported, RosterSuspect, UnknownPerson];

    /// <summary>Those whose subject is a node.</summary>
    public static IReadOnlyList<string> OfNodes { get; } = [DiskLow, CertificateExpiring, NodeRefused, KeyRingClear];
}
