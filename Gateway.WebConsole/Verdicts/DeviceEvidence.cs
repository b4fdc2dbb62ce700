using Gateway.Actors.Devices;
using Gateway.Actors.Sightings;
using Gateway.Platform.Devices;
using Gateway.Storage.Attendance;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Verdicts;

/// <summary>Gathers what the verdicts are made from.</summary>
internal sealed class DeviceEvidence(TerminalSightings sightings, QuarantineStore quarantine, ConsoleOptions options, TimeProvider time)
{
    /// <summary>Quarantine entries of one device that are looked at.</summary>
    private const int EntriesMax = 20;

    /// <param name="device">Null: the SN is not provisioned.</param>
    public async Task<SilenceEvidence> OfAsync(string sn, DeviceResponse? device, CancellationToken cancellation)
    {
        var entries = device is null ? [] : (await quarantine.ListAsync(sn, EntriesMax, null, cancellation)).Items;
        var unread = entries.Where(static entry => !entry.IsClear).MaxBy(static entry => entry.LastAt);
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
