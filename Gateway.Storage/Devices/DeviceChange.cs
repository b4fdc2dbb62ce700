using Gateway.Actors.Devices;

namespace Gateway.Storage.Devices;

/// <summary>The wish to create or change a device. Null keeps what is there (the key too); an empty text clears.</summary>
/// <param name="Key">The clear DES key; empty is the same as null, since a device always has one.</param>
/// <param name="Dialect">Cleared: <c>standard</c>.</param>
/// <param name="AllowedAddresses">From where it may come; <see cref="AllowedAddresses.Any"/> clears.</param>
/// <param name="Transports">By which doors it is served.</param>
/// <param name="FeedbackFromPull">Its FeedBack counts only from where its pull came from.</param>
/// <param name="Model">What it is, part by part.</param>
/// <param name="Certifying">It is to be certified; then it has no site.</param>
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
    bool? FeedbackFromPull = null,
    ModelChange? Model = null,
    bool? Certifying = null)
{
    /// <summary>With which keys its uploads are read: a name of <see cref="UploadKeyNames"/>; an empty text: as its dialect says.</summary>
    public string? UploadKey { get; init; }

    /// <summary>The device whose place it takes: what is null here it gets from that one, which is disabled (D39).</summary>
    public string? Replaces { get; init; }

    /// <summary>So many persons may be removed from the terminal by its move to another site; null: not many (<see cref="Rosters.RosterMoves"/>).</summary>
    public int? ConfirmRemovals { get; init; }

    /// <summary>The SN only: the rest holds a key.</summary>
    public override string ToString() => $"{nameof(DeviceChange)} {Sn}";
}
