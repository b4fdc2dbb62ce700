namespace Gateway.Storage.Devices;

/// <summary>How many devices there are, by status; every device is in exactly one of them.</summary>
public sealed record DeviceCounts(int Online, int Offline, int Never, int Disabled)
{
    public int Total => Online + Offline + Never + Disabled;
}
