using Gateway.Actors.Devices;

namespace Gateway.Storage.Devices;

/// <summary>Filters of the device list; null = any.</summary>
/// <param name="Status"><c>online</c>, <c>offline</c>, <c>never</c> or <c>disabled</c>.</param>
/// <param name="Query">Part of SN or name, letter case ignored.</param>
public sealed record DeviceFilter(string? Status, string? Site, string? Tag, string? Query, DeviceKind? Kind = null);
