namespace Gateway.Storage.Devices;

/// <summary>What became of a <see cref="DeviceChange"/>.</summary>
public enum PutResult
{
    Created,
    Updated,

    /// <summary>The device is new and the change has no key (or no kind): nothing was stored.</summary>
    Incomplete,
}
