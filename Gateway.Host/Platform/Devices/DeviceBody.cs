namespace Gateway.Platform.Devices;

/// <summary>A device and what is known of its connection.</summary>
/// <param name="Sn">Serial number.</param>
/// <param name="Kind"><c>attendance</c> or <c>enrolment</c>.</param>
/// <param name="Name">Free text, or null.</param>
/// <param name="Site">The construction site, or null.</param>
/// <param name="Dialect">Name of its dialect.</param>
/// <param name="Tags">Its labels.</param>
/// <param name="Enabled">False: the terminal is refused as an unknown one.</param>
/// <param name="AllowedAddresses">Addresses and networks that its terminal may come from; empty = any.</param>
/// <param name="CreatedAt">When it was first provisioned.</param>
/// <param name="UpdatedAt">When it was last changed by the platform.</param>
/// <param name="Status"><c>online</c>, <c>offline</c>, <c>never</c> or <c>disabled</c>.</param>
/// <param name="LastSeen">Its last valid frame or request; null when it was never heard.</param>
/// <param name="Connection">Its connection; null while it has none.</param>
/// <param name="OfflineReason">Why its last connection ended; null while online.</param>
/// <param name="DeviceState">The status byte of its last heartbeat; null when none came.</param>
/// <param name="ClockSkewSeconds">Its clock less ours; null when not known.</param>
/// <param name="Queue">Its commands; null when <c>live</c> is false.</param>
/// <param name="Counters">Counted since <c>since</c>; null when <c>live</c> is false.</param>
/// <param name="Live">True: asked of the device's actor just now. False: as stored, a second old or so.</param>
internal sealed record DeviceBody(
    string Sn,
    string Kind,
    string? Name,
    string? Site,
    string Dialect,
    IReadOnlyList<string> Tags,
    bool Enabled,
    IReadOnlyList<string> AllowedAddresses,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Status,
    DateTimeOffset? LastSeen,
    ConnectionBody? Connection,
    string? OfflineReason,
    byte? DeviceState,
    int? ClockSkewSeconds,
    QueueBody? Queue,
    CountersBody? Counters,
    bool Live);
