namespace Gateway.Actors.Devices;

/// <summary>A device as the directory knew it at one moment.</summary>
public sealed class DeviceEntry(Device device)
{
    private volatile bool _stale;

    public Device Device { get; } = device;

    /// <summary>True once the device has changed: whoever holds this entry asks the directory again.</summary>
    public bool IsStale => _stale;

    internal void MarkStale() => _stale = true;
}
