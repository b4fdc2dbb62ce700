using System.Text.Json.Nodes;
using Gateway.Actors.Devices;
using Gateway.Storage.Audit;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Devices;

/// <summary>What the audit keeps of a device: its fields as the API names them, of its key only that there is one.</summary>
internal static class DeviceAudit
{
    private const string Masked = "***";

    /// <param name="before">Null if there is none yet.</param>
    public static AuditNote Put(AuditCaller caller, Device? before, DeviceChange change)
    {
        var sites = new[] { before?.Site, change.Site }.OfType<string>();
        return new AuditNote(caller, AuditActions.DevicePut, Path(change.Sn), [change.Sn, .. sites], before is null ? null : Text(before), Text(change));
    }

    public static AuditNote Delete(AuditCaller caller, Device before) =>
        new(caller, AuditActions.DeviceDelete, Path(before.Sn), before.Site is { } site ? [before.Sn, site] : [before.Sn], Text(before));

    /// <summary>A reading of what the device sends.</summary>
    public static AuditNote Read(AuditCaller caller, string action, string sn) => new(caller, action, Path(sn), [sn]);

    private static string Path(string sn) => "devices/" + sn;

    private static string Text(Device device) => Text(
        Masked, device.Kind, device.Name, device.Site, device.Dialect, device.Tags, device.Enabled, device.AllowedAddresses, device.Transports,
        device.FeedbackFromPull);

    /// <summary>Only what is to change.</summary>
    private static string Text(DeviceChange change) => Text(
        string.IsNullOrEmpty(change.Key) ? null : Masked, change.Kind, change.Name, change.Site, change.Dialect, change.Tags, change.Enabled, change.AllowedAddresses,
        change.Transports, change.FeedbackFromPull);

    private static string Text(
        string? key, DeviceKind? kind, string? name, string? site, string? dialect, IReadOnlyList<string>? tags, bool? enabled, AllowedAddresses? allowed,
        DeviceTransports? transports, bool? feedbackFromPull)
    {
        var json = new JsonObject();
        Add("key", key);
        Add("kind", kind is { } k ? DeviceKinds.Text(k) : null);
        Add("name", name);
        Add("site", site);
        Add("dialect", dialect);
        Add("tags", tags is null ? null : new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]));
        Add("enabled", enabled);
        Add("transports", transports is { } doors ? new JsonArray([.. DeviceTransportNames.Of(doors).Select(door => JsonValue.Create(door))]) : null);
        Add("feedback_from_pull", feedbackFromPull);
        Add("allowed_addresses", allowed is null ? null : new JsonArray([.. allowed.Texts.Select(text => JsonValue.Create(text))]));
        return json.ToJsonString();

        void Add(string name, JsonNode? value)
        {
            if (value is not null) json.Add(name, value);
        }
    }
}
