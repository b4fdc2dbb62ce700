using Gateway.Actors.Devices;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Import;

/// <summary>Whether a change changes anything.</summary>
internal static class DeviceDifference
{
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
