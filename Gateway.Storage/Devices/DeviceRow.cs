using Gateway.Actors.Devices;
using Gateway.Actors.Presence;

namespace Gateway.Storage.Devices;

/// <summary>A stored device with its presence as of a second ago (<paramref name="Presence"/> null = never seen).</summary>
public sealed record DeviceRow(Device Device, PresenceUpdate? Presence)
{
    /// <summary><c>disabled</c>, <c>never</c>, <c>online</c> or <c>offline</c>.</summary>
    public string Status => !Device.Enabled ? "disabled" : Presence is null ? "never" : Presence.Online ? "online" : "offline";
}
