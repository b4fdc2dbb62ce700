using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Gateway.Storage.UnknownTerminals;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Devices;

/// <summary>Applies <see cref="DeviceChange"/>s inside one transaction.</summary>
/// <param name="today">The date where the terminals stand, for what rosters want today.</param>
internal sealed class DeviceWriter(IDataProtector protector, DateTimeOffset now, DateOnly today)
{
    public const string DialectDefault = "standard";

    private static readonly BulkInsert<StoredDevice> Devices = new(
        "devices",
        """
        ON CONFLICT (sn) DO UPDATE SET kind = excluded.kind, key_protected = excluded.key_protected, name = excluded.name, site = excluded.site,
        dialect = excluded.dialect, enabled = excluded.enabled, allowed_addresses = excluded.allowed_addresses, transports = excluded.transports,
        feedback_from_pull = excluded.feedback_from_pull, vendor = excluded.vendor, model = excluded.model, firmware = excluded.firmware,
        certifying_since = excluded.certifying_since, upload_key = excluded.upload_key, search_text = excluded.search_text, updated_at = excluded.updated_at,
        replaced_by = excluded.replaced_by, replaced_at = excluded.replaced_at
        """,
        new("sn", SqlType.Text, d => d.Sn),
        new("kind", SqlType.Text, d => d.Kind),
        new("key_protected", SqlType.Bytes, d => d.KeyProtected),
        new("name", SqlType.Text, d => d.Name),
        new("site", SqlType.Text, d => d.Site),
        new("dialect", SqlType.Text, d => d.Dialect),
        new("enabled", SqlType.Bool, d => d.Enabled),
        new("allowed_addresses", SqlType.Text, d => d.AllowedAddresses),
        new("transports", SqlType.Text, d => d.Transports),
        new("feedback_from_pull", SqlType.Bool, d => d.FeedbackFromPull),
        new("vendor", SqlType.Text, d => d.Vendor),
        new("model", SqlType.Text, d => d.Model),
        new("firmware", SqlType.Text, d => d.Firmware),
        new("certifying_since", SqlType.BigInt, d => d.CertifyingSince),
        new("upload_key", SqlType.Text, d => d.UploadKey),
        new("replaced_by", SqlType.Text, d => d.ReplacedBy),
        new("replaced_at", SqlType.BigInt, d => d.ReplacedAt),
        new("search_text", SqlType.Text, d => d.SearchText),
        new("created_at", SqlType.BigInt, d => d.CreatedAt),
        new("updated_at", SqlType.BigInt, d => d.UpdatedAt));

    private static readonly BulkInsert<StoredDeviceTag> Tags = new(
        "device_tags",
        "",
        new("sn", SqlType.Text, t => t.Sn),
        new("tag", SqlType.Text, t => t.Tag),
        new("position", SqlType.Int, t => t.Position));

    private readonly FormerKeys _keys = new(protector);

    /// <param name="tryOnly">Nothing is written: what would become of them.</param>
    public async Task<IReadOnlyList<PutResult>> WriteAsync(DataConnection db, IReadOnlyList<DeviceChange> changes, bool tryOnly, CancellationToken cancellation)
    {
        var sns = changes.Select(c => c.Sn).Concat(changes.Select(c => c.Replaces).OfType<string>()).Distinct().ToList();
        var stored = await db.QueryToListAsync<StoredDevice>(
            $"SELECT * FROM devices WHERE {db.In("sn", "sns")} ORDER BY sn{(tryOnly ? "" : db.ForUpdate())}", cancellation, new DataParameter("sns", db.Set(sns)));

        var devices = stored.ToDictionary(d => d.Sn);
        var touched = new Dictionary<string, StoredDevice>();
        var tags = new Dictionary<string, IReadOnlyList<string>>();
        var replaced = new List<FormerKey>();
        var results = new PutResult[changes.Count];
        for (var i = 0; i < changes.Count; i++)
        {
            var (change, fault) = await CompleteAsync(db, changes[i], devices, cancellation);
            results[i] = fault ?? Apply(change, devices, replaced);
            if (results[i] is not (PutResult.Created or PutResult.Updated)) continue;
            touched[change.Sn] = devices[change.Sn];
            if (change.Tags is not null) tags[change.Sn] = change.Tags;
            if (change.Replaces is not { } former) continue;
            DeviceReplacement.Retire(devices[former], change.Sn, now.ToUnixTimeMilliseconds());
            touched[former] = devices[former];
        }

        if (tryOnly) return results;
        await SiteRows.EnsureAsync(db, touched.Values.Select(static device => device.Site).OfType<string>(), now, cancellation);
        await Devices.RunAsync(db, [.. touched.Values], null, cancellation);
        List<string> made = [.. touched.Keys.Except(stored.Select(static device => device.Sn))];
        await DecommissionedSns.RemoveAsync(db, made, cancellation);
        await UnknownTerminalStore.RemoveAsync(db, made, cancellation);
        await WriteTagsAsync(db, tags, cancellation);
        await FormerKeys.KeepAsync(db, replaced, cancellation);
        await RosterWork.MarkDevicesAsync(db, touched.Keys, cancellation);
        return results;
    }

    /// <summary>With what it gets from the device that it replaces; and whether it may move to another site.</summary>
    private async Task<(DeviceChange Change, PutResult? Fault)> CompleteAsync(
        DataConnection db, DeviceChange change, Dictionary<string, StoredDevice> devices, CancellationToken cancellation)
    {
        var device = devices.GetValueOrDefault(change.Sn);
        if (change.Replaces is { } sn)
        {
            var former = devices.GetValueOrDefault(sn);
            if (DeviceReplacement.Fault(change, device, former) is { } fault) return (change, fault);
            change = DeviceReplacement.Inherit(change, device, former!, await TagsAsync(db, sn, cancellation));
        }

        if (device is null || string.IsNullOrEmpty(change.Site) || change.Site == device.Site) return (change, null);
        var tags = change.Tags ?? await TagsAsync(db, change.Sn, cancellation);
        var removals = await RosterHands.CountRemovalsAsync(db, change.Sn, change.Site, tags, SiteText.Of(today), cancellation);
        return (change, removals.NeedConfirmation && removals.Removed != change.ConfirmRemovals ? PutResult.RemovalsUnconfirmed : null);
    }

    /// <summary>A device's tags, in their order.</summary>
    public static async Task<List<string>> TagsAsync(DataConnection db, string sn, CancellationToken cancellation) =>
        await (await db.CommandAsync("SELECT tag FROM device_tags WHERE sn = @sn ORDER BY position", cancellation)).With("sn", sn)
            .ToListAsync(static row => row.GetString(0), cancellation);

    private PutResult Apply(DeviceChange change, Dictionary<string, StoredDevice> devices, List<FormerKey> replaced)
    {
        var created = !devices.TryGetValue(change.Sn, out var device);
        var isCertifying = change.Certifying ?? device?.CertifyingSince is not null;
        if (isCertifying && !string.IsNullOrEmpty(change.Site ?? device?.Site)) return PutResult.CertifyingWithSite;
        if (device is null)
        {
            if (string.IsNullOrEmpty(change.Key) || change.Kind is null) return PutResult.Incomplete;
            device = new StoredDevice { Sn = change.Sn, Dialect = DialectDefault, Enabled = true, CreatedAt = now.ToUnixTimeMilliseconds() };
            devices[change.Sn] = device;
        }

        if (!string.IsNullOrEmpty(change.Key))
        {
            if (device.KeyProtected.Length > 0 && _keys.Read(device.KeyProtected) is { } former && former.Reveal() != change.Key)
                replaced.Add(new FormerKey(change.Sn, device.KeyProtected, now.ToUnixTimeMilliseconds()));
            device.KeyProtected = protector.Protect(Encoding.UTF8.GetBytes(change.Key));
        }

        if (change.Kind is { } kind) device.Kind = StoredText.Of(kind);
        if (change.Name is { } name) device.Name = Cleared(name);
        if (change.Site is { } site) device.Site = Cleared(site);
        if (change.Dialect is { } dialect) device.Dialect = Cleared(dialect) ?? DialectDefault;
        if (change.Enabled is { } enabled) device.Enabled = enabled;
        if (change.Enabled == true) (device.ReplacedBy, device.ReplacedAt) = (null, null); // It is in its place again.
        if (change.AllowedAddresses is { } allowed) device.AllowedAddresses = Cleared(allowed.ToString());
        if (change.Transports is { } transports) device.Transports = StoredText.Of(transports);
        if (change.FeedbackFromPull is { } fromPull) device.FeedbackFromPull = fromPull;
        if (change.Model is { } model)
            (device.Vendor, device.Model, device.Firmware) = (model.Vendor ?? device.Vendor, model.Model ?? device.Model, model.Firmware ?? device.Firmware);
        device.CertifyingSince = isCertifying ? device.CertifyingSince ?? now.ToUnixTimeMilliseconds() : null;
        if (change.UploadKey is { } key) device.UploadKey = Cleared(key);
        device.SearchText = SearchText(device.Sn + "\n" + device.Name);
        device.UpdatedAt = now.ToUnixTimeMilliseconds();
        return created ? PutResult.Created : PutResult.Updated;
    }

    /// <summary>The form in which <see cref="StoredDevice.SearchText"/> is written and looked for.</summary>
    public static string SearchText(string text) => text.ToLowerInvariant();

    private static async Task WriteTagsAsync(DataConnection db, Dictionary<string, IReadOnlyList<string>> tags, CancellationToken cancellation)
    {
        if (tags.Count == 0) return;
        await db.ExecuteAsync($"DELETE FROM device_tags WHERE {db.In("sn", "sns")}", cancellation, new DataParameter("sns", db.Set(tags.Keys)));
        var rows = tags.SelectMany(device => device.Value.Distinct().Select(
            (tag, position) => new StoredDeviceTag { Sn = device.Key, Tag = tag, Position = position }));
        await Tags.RunAsync(db, [.. rows], null, cancellation);
    }

    private static string? Cleared(string text) => text.Length == 0 ? null : text;
}
