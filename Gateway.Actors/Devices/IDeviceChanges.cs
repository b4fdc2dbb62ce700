namespace Gateway.Actors.Devices;

/// <summary>Hears of every committed change of the device table, so that no cache of it serves what is no longer true.</summary>
public interface IDeviceChanges
{
    /// <summary>The device was created, changed or deleted. Called after the commit; must neither block nor throw.</summary>
    void DeviceChanged(string sn);
}
