namespace Gateway.Actors.Devices;

/// <summary>The device table, as the <c>DeviceDirectory</c> reads it.</summary>
public interface IDeviceStore
{
    /// <summary>
    /// The devices among <paramref name="sns"/> that exist, and those that were decommissioned within <see cref="Device.RefusedFor"/>, as disabled ones without a
    /// key; in any order.
    /// </summary>
    Task<IReadOnlyList<Device>> FindManyAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation);
}
