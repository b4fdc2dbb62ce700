namespace Gateway.Edge.DeviceHttp;

/// <summary>Marks the connections of device listeners, so that a request cannot choose by its Host header what it is served.</summary>
internal sealed class DeviceListener
{
    public static readonly DeviceListener Mark = new();

    private DeviceListener()
    {
    }
}
