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
/// <param name="Transports">By which doors it is served: <c>socket</c>, <c>https</c>.</param>
/// <param name="FeedbackFromPull">Its FeedBack counts only from the address of the pull that it reports on.</param>
/// <param name="Model">What it is; null when nobody has said.</param>
/// <param name="Certifying">It is being certified: it has no site, and its records carry <c>"certifying": true</c> in <c>extra</c>.</param>
/// <param name="UploadKey">
/// With which keys its uploads over HTTPS are read: <c>device</c>; <c>sn</c>: with its SN as key, too, so that anybody could forge them. Null: as its dialect says.
/// </param>
/// <param name="ReplacedBy">The SN of the terminal that took its place; for 30 days its records are still taken. Null: none did.</param>
/// <param name="ReplacedAt">When that was.</param>
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
/// <param name="Habits">What was learned of its terminal, by name; only what was learned.</param>
/// <param name="Live">True: asked of the device's actor just now. False: as stored, a second old or so.</param>
internal sealed record DeviceResponse(
    string Sn,
    string Kind,
    string? Name,
    string? Site,
    string Dialect,
    IReadOnlyList<string> Tags,
    bool Enabled,
    IReadOnlyList<string> AllowedAddresses,
    IReadOnlyList<string> Transports,
    bool FeedbackFromPull,
    DeviceModelResponse? Model,
    bool Certifying,
    string? UploadKey,
    string? ReplacedBy,
    DateTimeOffset? ReplacedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Status,
    DateTimeOffset? LastSeen,
    ConnectionResponse? Connection,
    string? OfflineReason,
    byte? DeviceState,
    int? ClockSkewSeconds,
    QueueResponse? Queue,
    CountersResponse? Counters,
    IReadOnlyDictionary<string, HabitResponse> Habits,
    bool Live);

/// <summary>What a terminal is; a part that nobody has said is null.</summary>
internal sealed record DeviceModelResponse(string? Vendor, string? Model, string? Firmware);

/// <summary>One thing that was learned of a terminal.</summary>
/// <param name="Value">How it does.</param>
/// <param name="Proved">It has worked so; false: the best guess so far.</param>
/// <param name="Since">When it became so.</param>
/// <param name="Evidence">What it was learned from.</param>
public sealed record HabitResponse(string Value, bool Proved, DateTimeOffset Since, string Evidence);

/// <summary>The connection of a terminal.</summary>
/// <param name="Transport"><c>socket</c> or <c>http</c>.</param>
/// <param name="Remote">Address and port of the terminal.</param>
/// <param name="Node">The node of the gateway that holds it.</param>
/// <param name="Since">Since when.</param>
internal sealed record ConnectionResponse(string Transport, string Remote, string Node, DateTimeOffset Since);

/// <summary>How many commands wait for a terminal, and how many it has been given and not answered yet.</summary>
internal sealed record QueueResponse(int Queued, int InFlight);

/// <summary>What a device's actor has counted since it started; it starts anew after a move or ten idle minutes.</summary>
internal sealed record CountersResponse(
    DateTimeOffset Since,
    long Heartbeats,
    long Uploads,
    long Records,
    long Duplicates,
    long UploadsRefused,
    long CommandResults,
    long StrayResults,
    long Takeovers,
    long ClockCorrections);

/// <summary>
/// What the platform wants a device to be. A field that is absent or null stays as it is; for a new device <c>key</c> and <c>kind</c> are needed.
/// </summary>
/// <param name="Key">The device's DES key: 8 printable ASCII characters. Never shown again.</param>
/// <param name="Kind"><c>attendance</c> (考勤设备) or <c>enrolment</c> (采集设备).</param>
/// <param name="Name">Free text, at most 128 characters; an empty text clears it.</param>
/// <param name="Site">The construction site, at most 128 characters; an empty text clears it.</param>
/// <param name="Dialect">Name of a dialect of the settings; <c>standard</c> for a new device unless given.</param>
/// <param name="Tags">At most 32 labels of at most 64 characters each; an empty list clears them.</param>
/// <param name="Enabled">False: the terminal is refused as an unknown one. A new device is enabled unless it says otherwise.</param>
/// <param name="AllowedAddresses">
/// At most 32 IP addresses and networks (<c>10.0.0.0/8</c>), IPv4 or IPv6: from any other address the terminal is refused as an unknown one. An empty list allows any address.
/// </param>
/// <param name="Transports">By which doors its terminal is served: <c>socket</c>, <c>https</c>. At another it is refused as an unknown one. An empty list allows both.</param>
/// <param name="FeedbackFromPull">True: FeedBack over HTTPS counts only from the client address of the pull that it reports on. For sites whose address does not change.</param>
/// <param name="Model">What it is. A part that is absent stays as it is; an empty text clears it.</param>
/// <param name="Certifying">True: the certifier may try it. It must have no site, and its records carry <c>"certifying": true</c> in <c>extra</c>.</param>
/// <param name="UploadKey">
/// <c>sn</c>: its uploads over HTTPS may be encrypted with its SN as key, for a terminal that can do no other; anybody who knows the SN could forge them. <c>device</c>: with its
/// key alone. An empty text: as its dialect says.
/// </param>
/// <param name="Replaces">
/// The SN of the device whose place it takes: site, tags, name and kind that are absent here are that one's. That one is disabled, its open commands end <c>cancelled</c> with
/// code <c>replaced</c>, and for 30 days its records are still taken.
/// </param>
/// <param name="ConfirmRemovals">
/// So many persons may be removed from it by its move to another site: the number that a 409 <c>roster-removals-unconfirmed</c> named.
/// </param>
internal record PutDeviceRequest(
    string? Key = null,
    string? Kind = null,
    string? Name = null,
    string? Site = null,
    string? Dialect = null,
    IReadOnlyList<string>? Tags = null,
    bool? Enabled = null,
    IReadOnlyList<string>? AllowedAddresses = null,
    IReadOnlyList<string>? Transports = null,
    bool? FeedbackFromPull = null,
    PutModelRequest? Model = null,
    bool? Certifying = null,
    string? UploadKey = null,
    string? Replaces = null,
    int? ConfirmRemovals = null)
{
    public override string ToString() => "***";
}

/// <summary>What a terminal is: free text, the blanks at both ends off.</summary>
/// <param name="Vendor">Who makes it, at most 64 characters.</param>
/// <param name="Model">The vendor's name for it, at most 64 characters.</param>
/// <param name="Firmware">Version of its program, at most 64 characters.</param>
internal sealed record PutModelRequest(string? Vendor = null, string? Model = null, string? Firmware = null);
