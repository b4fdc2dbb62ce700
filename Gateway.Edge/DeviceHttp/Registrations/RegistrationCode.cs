namespace Gateway.Edge.DeviceHttp.Registrations;

/// <summary>The <c>errcode</c>s of §4.5. The specification knows 0 and "not 0"; these are ours, frozen (docs/terminals.md).</summary>
internal static class RegistrationCode
{
    /// <summary>Durable.</summary>
    public const int Success = 0;

    /// <summary>A fault of ours, or no room: nothing is known to be stored; send it again.</summary>
    public const int ServerFault = 1;

    /// <summary>The SN (<c>dev_mac</c>) is missing, not known, or the device is disabled (D8).</summary>
    public const int UnknownSn = 2;

    /// <summary>The request has no form that can be read, or is too large.</summary>
    public const int Unreadable = 3;

    /// <summary>The device is an attendance terminal: registering workers is not its task.</summary>
    public const int WrongKind = 4;

    /// <summary>Fields are missing or not valid; <c>errmsg</c> names each.</summary>
    public const int InvalidField = 5;

    /// <summary>Photos are missing or not valid, and nothing else is; <c>errmsg</c> names each.</summary>
    public const int InvalidPhoto = 6;

    /// <summary>The terminal, or the address it comes from, has registered as much today as it may. Nothing is stored; send it again tomorrow.</summary>
    public const int OverQuota = 7;

    /// <summary>What is left of the gateway's disk is kept for attendance. Nothing is stored; send it again later.</summary>
    public const int DiskLow = 8;
}
