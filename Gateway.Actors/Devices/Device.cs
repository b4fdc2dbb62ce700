using Gateway.Actors.Habits;
using Gateway.Actors.Privacy;

namespace Gateway.Actors.Devices;

/// <summary>What a terminal is for (docs/spec/README.md).</summary>
public enum DeviceKind
{
    /// <summary>考勤设备: recognises faces at the gate, socket (§5) or HTTPS (§6).</summary>
    Attendance,

    /// <summary>采集设备: registers workers, HTTPS only (§4).</summary>
    Enrolment,
}

/// <summary>One provisioned terminal, as the platform wrote it.</summary>
/// <param name="Sn">Serial number, 1..16 printable ASCII characters, compared exactly (D5).</param>
/// <param name="Key">The DES key of this terminal; its text form is masked.</param>
/// <param name="Name">Free text for people.</param>
/// <param name="Site">The construction site it stands on; records keep the site they were made at.</param>
/// <param name="Dialect">Name of an option set of <c>Gateway:Dialects</c>.</param>
/// <param name="Tags">Free labels, distinct, in the order given.</param>
/// <param name="Enabled">False: connections are refused as for an unknown SN (D8).</param>
public sealed record Device(
    string Sn,
    DeviceKind Kind,
    Secret Key,
    string? Name,
    string? Site,
    string Dialect,
    IReadOnlyList<string> Tags,
    bool Enabled,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>For so long the SN of a decommissioned device is refused as a disabled one is, and not unknown (D39).</summary>
    public static readonly TimeSpan RefusedFor = TimeSpan.FromDays(30);

    /// <summary>For so long a device that was replaced is served, its uploads only (D39).</summary>
    public static readonly TimeSpan ReplacedServedFor = TimeSpan.FromDays(30);

    /// <summary>The SN of the terminal that took its place; it is disabled since. Null: none did.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    /// <summary>When it was read, it had been replaced for less than <see cref="ReplacedServedFor"/>: its records are taken, and it is given nothing (D39).</summary>
    public bool UploadsOnly { get; init; }

    /// <summary>Whether its terminal is answered at all.</summary>
    public bool IsServed => Enabled || UploadsOnly;

    /// <summary>From where it may come; from elsewhere its SN is refused as an unknown one (D8).</summary>
    public AllowedAddresses AllowedAddresses { get; init; } = AllowedAddresses.Any;

    /// <summary>By which doors it is served; at another its SN is refused as an unknown one (D25).</summary>
    public DeviceTransports Transports { get; init; } = DeviceTransports.Both;

    /// <summary>FeedBack counts only from the client address of the pull that it reports on.</summary>
    public bool FeedbackFromPull { get; init; }

    /// <summary>What it is; devices of one model speak alike.</summary>
    public DeviceModel Model { get; init; } = DeviceModel.None;

    /// <summary>Since when it is being certified: it has no site, and its records are marked; null: it is not.</summary>
    public DateTimeOffset? CertifyingSince { get; init; }

    public bool IsCertifying => CertifyingSince is not null;

    /// <summary>What was learned of its terminal, on whatever node.</summary>
    public DeviceHabits Habits { get; init; } = DeviceHabits.None;

    /// <summary>With which keys its uploads are read; null: as its dialect says (D35).</summary>
    public UploadKey? UploadKey { get; init; }

    /// <summary>Keys that it had before, the latest first, for diagnoses alone (D35): empty unless it was read for the doors. Decrypted when they are asked for.</summary>
    public Lazy<IReadOnlyList<Secret>> FormerKeys { get; init; } = NoKeys;

    private static Lazy<IReadOnlyList<Secret>> NoKeys { get; } = new([]);
}
