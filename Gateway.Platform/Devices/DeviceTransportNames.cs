using Gateway.Actors.Devices;

namespace Gateway.Platform.Devices;

/// <summary>The contract's names of the transports.</summary>
internal static class DeviceTransportNames
{
    public const string Socket = "socket";
    public const string Https = "https";

    public static IReadOnlyList<string> Of(DeviceTransports transports) => transports switch
    {
        DeviceTransports.Socket => [Socket],
        DeviceTransports.Https => [Https],
        _ => [Socket, Https],
    };

    /// <summary>An empty list is both; null when an element is no transport.</summary>
    public static DeviceTransports? Parse(IReadOnlyList<string> names)
    {
        var transports = DeviceTransports.None;
        foreach (var name in names)
        {
            if (name is not (Socket or Https)) return null;
            transports |= name == Socket ? DeviceTransports.Socket : DeviceTransports.Https;
        }

        return transports == DeviceTransports.None ? DeviceTransports.Both : transports;
    }
}
