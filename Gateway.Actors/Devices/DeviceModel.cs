namespace Gateway.Actors.Devices;

/// <summary>What a terminal is, as people have written it; each part is empty where nobody has.</summary>
public sealed record DeviceModel(string Vendor, string Model, string Firmware)
{
    public static DeviceModel None { get; } = new("", "", "");

    public bool IsKnown => this != None;
}
