using Gateway.Actors.Devices;
using Gateway.Actors.Sightings;
using Gateway.Platform.Devices;
using Gateway.Storage.Attendance;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Verdicts;

/// <summary>Gathers what the verdicts are made from.</summary>
internal sealed class DeviceEvidence(TerminalSightings sightings, ConsoleOptions options, TimeProvider time)
{
    /// <param name="device">Null: the SN is not provisioned.</param>
    /// <param name="quarantine">Some of what stands in quarantine of it.</param>
    public SilenceEvidence Of(string sn, DeviceResponse? device, IReadOnlyList<QuarantineEntry> quarantine)
    {
        var unread = quarantine.Where(static entry => !entry.IsClear).MaxBy(static entry => entry.LastAt);
        return new SilenceEvidence
        {
            Now = time.GetUtcNow(),
            IsKnown = device is not null,
            Status = device?.Status ?? "never",
            LastSeen = device?.LastSeen,
            OfflineReason = device?.OfflineReason,
            IsHttp = device is { Kind: "enrolment" } or { Connection.Transport: "http" },
            ClockSkewSeconds = device?.ClockSkewSeconds,
            ClockSkewAllowed = options.ClockSkewAllowed,
            Takeovers = device?.Counters?.Takeovers ?? 0,
            Allowed = AllowedAddresses.Of(device?.AllowedAddresses ?? []),
            Sightings = sightings.Of(sn),
            UndecryptableUploadAt = unread?.LastAt,
            UploadKey = unread?.Diagnosis,
        };
    }
}
