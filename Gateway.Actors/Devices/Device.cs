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
    /// <summary>From where it may come; from elsewhere its SN is refused as an unknown one (D8).</summary>
    public AllowedAddresses AllowedAddresses { get; init; } = AllowedAddresses.Any;

    /// <summary>By which doors it is served; at another its SN is refused as an unknown one (D25).</summary>
    public DeviceTransports Transports { get; init; } = DeviceTransports.Both;

    /// <summary>FeedBack counts only from the client address of the pull that it reports on.</summary>
    public bool FeedbackFromPull { get; init; }
}
