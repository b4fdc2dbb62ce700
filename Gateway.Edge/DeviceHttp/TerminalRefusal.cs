namespace Gateway.Edge.DeviceHttp;

/// <summary>Why nobody is served for an SN.</summary>
internal enum TerminalRefusal
{
    /// <summary>The SN is none, or not known (D8).</summary>
    Unknown,

    /// <summary>The device is known, and disabled, or may not come from this address or by this transport (D39).</summary>
    Refused,

    /// <summary>The client has asked for too many SNs (<see cref="Budgets.GuessPace"/>): it is told nothing.</summary>
    Paced,
}
