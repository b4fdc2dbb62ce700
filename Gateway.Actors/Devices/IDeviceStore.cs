namespace Gateway.Actors.Devices;

/// <summary>The device table, as the <c>DeviceDirectory</c> reads it.</summary>
public interface IDeviceStore
{
    /// <summary>The devices among <paramref name="sns"/> that exist, in any order. One query for the whole list.</summary>
    Task<IReadOnlyList<Device>> GetManyAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation);
}
