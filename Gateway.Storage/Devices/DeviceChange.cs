using Gateway.Actors.Devices;

namespace Gateway.Storage.Devices;

/// <summary>The wish to create or change a device. Null keeps what is there (the key too); an empty text clears.</summary>
/// <param name="Key">The clear DES key; empty is the same as null, since a device always has one.</param>
/// <param name="Dialect">Cleared: <c>standard</c>.</param>
/// <param name="AllowedAddresses">From where it may come; <see cref="AllowedAddresses.Any"/> clears.</param>
/// <param name="Transports">By which doors it is served.</param>
/// <param name="FeedbackFromPull">Its FeedBack counts only from where its pull came from.</param>
public sealed record DeviceChange(
    string Sn,
    string? Key,
    DeviceKind? Kind,
    string? Name,
    string? Site,
    string? Dialect,
    IReadOnlyList<string>? Tags,
    bool? Enabled,
    AllowedAddresses? AllowedAddresses = null,
    DeviceTransports? Transports = null,
    bool? FeedbackFromPull = null)
{
    /// <summary>The SN only: the rest holds a key.</summary>
    public override string ToString() => $"{nameof(DeviceChange)} {Sn}";
}
