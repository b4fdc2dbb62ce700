namespace Gateway.Platform.Devices;

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
internal record DeviceWish(
    string? Key = null,
    string? Kind = null,
    string? Name = null,
    string? Site = null,
    string? Dialect = null,
    IReadOnlyList<string>? Tags = null,
    bool? Enabled = null,
    IReadOnlyList<string>? AllowedAddresses = null)
{
    public override string ToString() => "***";
}
