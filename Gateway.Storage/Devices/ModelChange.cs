namespace Gateway.Storage.Devices;

/// <summary>The wish to change what a device is. A part that is null stays; an empty one is cleared.</summary>
public sealed record ModelChange(string? Vendor, string? Model, string? Firmware);
