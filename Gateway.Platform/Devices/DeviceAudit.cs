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
        var others = new[] { change.Replaces, before?.Site, change.Site }.OfType<string>();
        return new AuditNote(caller, AuditActions.DevicePut, Path(change.Sn), [change.Sn, .. others], before is null ? null : Text(before), Text(change));
    }

    /// <summary>Null: it stays as it is.</summary>
    public static AuditNote? UploadKey(AuditCaller caller, Device? before, DeviceChange change) =>
        change.UploadKey is not { } wanted || UploadKeyNames.Parse(wanted) == before?.UploadKey ? null
        : new(caller, AuditActions.DeviceUploadKey, Path(change.Sn), [change.Sn], OnlyUploadKey(UploadKeyNames.Of(before?.UploadKey)), OnlyUploadKey(wanted));

    public static AuditNote Delete(AuditCaller caller, Device before) =>
        new(caller, AuditActions.DeviceDelete, Path(before.Sn), before.Site is { } site ? [before.Sn, site] : [before.Sn], Text(before));

    public static AuditNote ForgetHabits(AuditCaller caller, string sn) => new(caller, AuditActions.HabitsForget, Path(sn), [sn]);

    /// <summary>A reading of what the device sends.</summary>
    public static AuditNote Read(AuditCaller caller, string action, string sn) => new(caller, action, Path(sn), [sn]);

    private static string OnlyUploadKey(string? name) => new JsonObject { ["upload_key"] = name }.ToJsonString();

    private static string Path(string sn) => "devices/" + sn;

    private static string Text(Device device) => Text(
        Masked, device.Kind, device.Name, device.Site, device.Dialect, device.Tags, device.Enabled, device.AllowedAddresses, device.Transports,
        device.FeedbackFromPull, device.Model.IsKnown ? new ModelChange(device.Model.Vendor, device.Model.Model, device.Model.Firmware) : null,
        device.IsCertifying, UploadKeyNames.Of(device.UploadKey));

    /// <summary>Only what is to change.</summary>
    private static string Text(DeviceChange change) => Text(
        string.IsNullOrEmpty(change.Key) ? null : Masked, change.Kind, change.Name, change.Site, change.Dialect, change.Tags, change.Enabled, change.AllowedAddresses,
        change.Transports, change.FeedbackFromPull, change.Model, change.Certifying, change.UploadKey, change.Replaces, change.ConfirmRemovals);

    private static string Text(
        string? key, DeviceKind? kind, string? name, string? site, string? dialect, IReadOnlyList<string>? tags, bool? enabled, AllowedAddresses? allowed,
        DeviceTransports? transports, bool? feedbackFromPull, ModelChange? model, bool? certifying, string? uploadKey, string? replaces = null, int? confirmRemovals = null)
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
        Add("model", model is null ? null : Json(("vendor", model.Vendor), ("model", model.Model), ("firmware", model.Firmware)));
        Add("certifying", certifying);
        Add("upload_key", uploadKey);
        Add("replaces", replaces);
        Add("confirm_removals", confirmRemovals);
        Add("allowed_addresses", allowed is null ? null : new JsonArray([.. allowed.Texts.Select(text => JsonValue.Create(text))]));
        return json.ToJsonString();

        void Add(string name, JsonNode? value)
        {
            if (value is not null) json.Add(name, value);
        }
    }

    private static JsonObject Json(params ReadOnlySpan<(string Name, string? Text)> parts)
    {
        var json = new JsonObject();
        foreach (var (name, text) in parts)
            if (text is not null) json.Add(name, text);

        return json;
    }
}
