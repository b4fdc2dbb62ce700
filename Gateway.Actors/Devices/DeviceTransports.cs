namespace Gateway.Actors.Devices;

/// <summary>By which doors a device is served (D25); at least one.</summary>
[Flags]
public enum DeviceTransports
{
    /// <summary>None: no device has it.</summary>
    None = 0,

    /// <summary>The socket (§5).</summary>
    Socket = 1,

    /// <summary>HTTP and HTTPS (§4, §6).</summary>
    Https = 2,

    /// <summary>Both, as every device that says nothing else.</summary>
    Both = Socket | Https,
}
