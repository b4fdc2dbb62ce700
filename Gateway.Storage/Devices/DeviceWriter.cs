using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Devices;

/// <summary>Applies <see cref="DeviceChange"/>s inside one transaction.</summary>
internal sealed class DeviceWriter(IDataProtector protector, DateTimeOffset now)
{
    private const string DialectDefault = "standard";

    private static readonly BulkInsert<StoredDevice> Devices = new(
        "devices",
        """
        ON CONFLICT (sn) DO UPDATE SET kind = excluded.kind, key_protected = excluded.key_protected, name = excluded.name, site = excluded.site,
        dialect = excluded.dialect, enabled = excluded.enabled, allowed_addresses = excluded.allowed_addresses, transports = excluded.transports,
        feedback_from_pull = excluded.feedback_from_pull, search_text = excluded.search_text, updated_at = excluded.updated_at
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
        new("search_text", SqlType.Text, d => d.SearchText),
        new("created_at", SqlType.BigInt, d => d.CreatedAt),
        new("updated_at", SqlType.BigInt, d => d.UpdatedAt));

    private static readonly BulkInsert<StoredDeviceTag> Tags = new(
        "device_tags",
        "",
        new("sn", SqlType.Text, t => t.Sn),
        new("tag", SqlType.Text, t => t.Tag),
        new("position", SqlType.Int, t => t.Position));

    public async Task<IReadOnlyList<PutResult>> WriteAsync(DataConnection db, IReadOnlyList<DeviceChange> changes, CancellationToken cancellation)
    {
        var sns = changes.Select(c => c.Sn).Distinct().ToList();
        var stored = await db.QueryToListAsync<StoredDevice>(
            $"SELECT * FROM devices WHERE {db.In("sn", "sns")} ORDER BY sn{db.ForUpdate()}", cancellation, new DataParameter("sns", db.Set(sns)));

        var devices = stored.ToDictionary(d => d.Sn);
        var touched = new Dictionary<string, StoredDevice>();
        var tags = new Dictionary<string, IReadOnlyList<string>>();
        var results = new PutResult[changes.Count];
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            results[i] = Apply(change, devices);
            if (results[i] == PutResult.Incomplete) continue;
            touched[change.Sn] = devices[change.Sn];
            if (change.Tags is not null) tags[change.Sn] = change.Tags;
        }

        await Devices.RunAsync(db, [.. touched.Values], null, cancellation);
        await WriteTagsAsync(db, tags, cancellation);
        return results;
    }

    private PutResult Apply(DeviceChange change, Dictionary<string, StoredDevice> devices)
    {
        var created = !devices.TryGetValue(change.Sn, out var device);
        if (device is null)
        {
            if (string.IsNullOrEmpty(change.Key) || change.Kind is null) return PutResult.Incomplete;
            device = new StoredDevice { Sn = change.Sn, Dialect = DialectDefault, Enabled = true, CreatedAt = now.ToUnixTimeMilliseconds() };
            devices[change.Sn] = device;
        }

        if (!string.IsNullOrEmpty(change.Key)) device.KeyProtected = protector.Protect(Encoding.UTF8.GetBytes(change.Key));
        if (change.Kind is { } kind) device.Kind = StoredText.Of(kind);
        if (change.Name is { } name) device.Name = Cleared(name);
        if (change.Site is { } site) device.Site = Cleared(site);
        if (change.Dialect is { } dialect) device.Dialect = Cleared(dialect) ?? DialectDefault;
        if (change.Enabled is { } enabled) device.Enabled = enabled;
        if (change.AllowedAddresses is { } allowed) device.AllowedAddresses = Cleared(allowed.ToString());
        if (change.Transports is { } transports) device.Transports = StoredText.Of(transports);
        if (change.FeedbackFromPull is { } fromPull) device.FeedbackFromPull = fromPull;
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
