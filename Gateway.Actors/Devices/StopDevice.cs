namespace Gateway.Actors.Devices;

/// <summary>
/// Stops a DeviceActor when its shard moves or it has been idle: the hand-off message of the region. It stands in the mailbox behind what was accepted before, so a write in
/// progress ends
/// first; the default, PoisonPill, would throw away what is stashed meanwhile.
/// </summary>
internal sealed class StopDevice
{
    public static readonly StopDevice Instance = new();

    private StopDevice()
    {
    }
}
