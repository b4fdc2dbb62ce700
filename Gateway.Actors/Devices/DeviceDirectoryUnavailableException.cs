namespace Gateway.Actors.Devices;

/// <summary>The device table cannot be read and the cache does not know the SN.</summary>
public sealed class DeviceDirectoryUnavailableException(Exception inner) : Exception("the device table cannot be read", inner);
