using Gateway.Actors.Devices;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Import;

/// <summary>Which changes change nothing: a sheet that comes again every month is not written anew, terminal by terminal.</summary>
internal sealed class DeviceDifference(DeviceStore store)
{
    /// <summary>SNs of those that are so already.</summary>
    public async Task<IReadOnlySet<string>> SameAsync(IReadOnlyList<DeviceChange> changes, CancellationToken cancellation)
    {
        var there = (await store.GetManyAsync([.. changes.Select(static change => change.Sn)], cancellation)).ToDictionary(static device => device.Sn, StringComparer.Ordinal);
        return changes.Where(change => there.TryGetValue(change.Sn, out var device) && IsNone(device, change)).Select(static change => change.Sn).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>True: the device is so already. What is null in the change keeps what is there, an empty text clears; one that clears the dialect counts as a change.</summary>
    public static bool IsNone(Device device, DeviceChange change) =>
        change.Replaces is null
        && (string.IsNullOrEmpty(change.Key) || change.Key == device.Key.Reveal())
        && (change.Kind is null || change.Kind == device.Kind)
        && Says(device.Name, change.Name)
        && Says(device.Site, change.Site)
        && (change.Dialect is null || change.Dialect == device.Dialect)
        && (change.Tags is null || change.Tags.SequenceEqual(device.Tags))
        && (change.Enabled is null || change.Enabled == device.Enabled)
        && (change.AllowedAddresses is null || change.AllowedAddresses.Equals(device.AllowedAddresses))
        && (change.Transports is null || change.Transports == device.Transports)
        && (change.FeedbackFromPull is null || change.FeedbackFromPull == device.FeedbackFromPull)
        && Says(device.Model.Vendor, change.Model?.Vendor)
        && Says(device.Model.Model, change.Model?.Model)
        && Says(device.Model.Firmware, change.Model?.Firmware)
        && (change.UploadKey is null || UploadKeyNames.Parse(change.UploadKey) == device.UploadKey)
        && (change.Certifying is null || change.Certifying == device.IsCertifying);

    private static bool Says(string? now, string? wanted) => wanted is null || (now ?? "") == wanted;
}
