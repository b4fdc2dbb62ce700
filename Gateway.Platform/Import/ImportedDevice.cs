using Gateway.Platform.Devices;

namespace Gateway.Platform.Import;

/// <summary>One line of an import: a device with its SN.</summary>
/// <param name="Sn">Serial number, 1..16 printable ASCII characters.</param>
internal sealed record ImportedDevice(
    string? Sn = null,
    string? Key = null,
    string? Kind = null,
    string? Name = null,
    string? Site = null,
    string? Dialect = null,
    IReadOnlyList<string>? Tags = null,
    bool? Enabled = null,
    IReadOnlyList<string>? AllowedAddresses = null,
    IReadOnlyList<string>? Transports = null,
    bool? FeedbackFromPull = null,
    PutModelRequest? Model = null)
    : PutDeviceRequest(Key, Kind, Name, Site, Dialect, Tags, Enabled, AllowedAddresses, Transports, FeedbackFromPull, Model)
{
    public override string ToString() => "***";
}
