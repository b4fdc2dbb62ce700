namespace Gateway.WebConsole.Verdicts;

/// <summary>What an operator can do about a terminal with one button.</summary>
public enum DeviceStep
{
    /// <summary>Make the device of this SN.</summary>
    AddDevice,

    Enable,

    SetClock,

    /// <summary>Allow the address that it comes from.</summary>
    AllowAddress,

    /// <summary>Serve it by every door.</summary>
    AllowTransports,

    EnterKey,

    /// <summary>Take in, with its key of now, what could not be read.</summary>
    ReadAgain,

    /// <summary>Look at dialect, addresses and the rest of its settings.</summary>
    ChangeSettings,

    /// <summary>Give it the persons of its roster anew.</summary>
    Resync,

    WatchFrames,

    ShowConnections,

    ShowCommands,

    ShowSite,
}
