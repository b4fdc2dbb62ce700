using System.Security.Cryptography;
using Gateway.Actors.Devices;
using Gateway.Storage.Presence;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;
using Secret = Gateway.Actors.Privacy.Secret;

namespace Gateway.Storage.Devices;

/// <summary>The table <c>devices</c>.</summary>
public sealed class DeviceStore(Database database, IDataProtectionProvider protection, TimeProvider time) : IDeviceStore
{
    internal const string Purpose = "Gateway.DeviceKey";

    private const char List = 'd';

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    /// <remarks>A device whose key cannot be decrypted has none here: it cannot be served until it is given one, and holds up no other.</remarks>
    public async Task<IReadOnlyList<Device>> GetManyAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation)
    {
        if (sns.Count == 0) return [];
        var (devices, tags) = await database.ReadAsync(
            async (db, token) =>
            {
                var devices = await db.QueryToListAsync<StoredDevice>(
                    $"SELECT * FROM devices WHERE {db.In("sn", "sns")}", token, new DataParameter("sns", db.Set(sns)));
                return (devices, await TagsAsync(db, devices.ConvertAll(d => d.Sn), token));
            },
            cancellation);
        return devices.ConvertAll(d => ToDevice(d, tags[d.Sn]));
    }

    /// <inheritdoc cref="GetManyAsync" path="/remarks"/>
    public async Task<DeviceRow?> GetAsync(string sn, CancellationToken cancellation)
    {
        var rows = await ReadRowsAsync(devices => devices.Where(d => d.Device.Sn == sn).Take(1), cancellation);
        return rows.SingleOrDefault();
    }

    /// <summary>Creates or changes many in one transaction (one for PUT, hundreds for an import); one result per change, in order.</summary>
    public async Task<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<DeviceChange> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0) return [];
        return await database.WriteAsync((db, token) => new DeviceWriter(_protector, time.GetUtcNow()).WriteAsync(db, changes, token), cancellation);
    }

    /// <summary>Removes the device and its presence; its records stay. False when there was none.</summary>
    public Task<bool> DeleteAsync(string sn, CancellationToken cancellation) => database.WriteAsync(
        // Tags and presence go with it (foreign keys).
        async (db, token) => await db.GetTable<StoredDevice>().Where(d => d.Sn == sn).DeleteAsync(token) > 0,
        cancellation);

    /// <summary>Ordered by SN (ordinal).</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<DeviceRow>> ListAsync(DeviceFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = Cursor.Decode(List, cursor);
        var rows = await ReadRowsAsync(devices => Filter(devices, filter, after).OrderBy(d => d.Device.Sn).Take(limit + 1), cancellation, filter.Tag);
        return Cursor.Page(rows, limit, List, row => row.Device.Sn);
    }

    /// <summary>SNs that match any of: in <paramref name="sns"/>, of the site, with the tag, or all. For commands to many targets; ordered by SN.</summary>
    public async Task<IReadOnlyList<string>> ResolveAsync(
        IReadOnlyCollection<string>? sns, string? site, string? tag, bool all, CancellationToken cancellation) =>
        await database.ReadAsync(
            (db, token) => all
                ? db.QueryToListAsync<string>("SELECT sn FROM devices ORDER BY sn", token)
                : db.QueryToListAsync<string>(
                    $"SELECT sn FROM devices WHERE {db.In("sn", "sns")} OR site = @site OR sn IN (SELECT sn FROM device_tags WHERE tag = @tag) ORDER BY sn",
                    token,
                    new DataParameter("sns", db.Set(sns ?? [])),
                    new DataParameter("site", site, DataType.NVarChar),
                    new DataParameter("tag", tag, DataType.NVarChar)),
            cancellation);

    private static IQueryable<Joined> Filter(IQueryable<Joined> devices, DeviceFilter filter, string? after)
    {
        if (after is not null) devices = devices.Where(d => string.Compare(d.Device.Sn, after) > 0);
        if (filter.Site is { } site) devices = devices.Where(d => d.Device.Site == site);
        if (!string.IsNullOrEmpty(filter.Query))
        {
            var part = DeviceWriter.SearchText(filter.Query);
            devices = devices.Where(d => d.Device.SearchText.Contains(part));
        }

        return filter.Status switch
        {
            null => devices,
            "disabled" => devices.Where(d => !d.Device.Enabled),
            "never" => devices.Where(d => d.Device.Enabled && d.Presence == null),
            "online" => devices.Where(d => d.Device.Enabled && d.Presence!.Online == true),
            "offline" => devices.Where(d => d.Device.Enabled && d.Presence!.Online == false),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), "Status is online, offline, never or disabled."),
        };
    }

    private static async Task<ILookup<string, string>> TagsAsync(DataConnection db, IReadOnlyCollection<string> sns, CancellationToken cancellation)
    {
        var tags = await db.QueryToListAsync<StoredDeviceTag>(
            $"SELECT * FROM device_tags WHERE {db.In("sn", "sns")} ORDER BY sn, position", cancellation, new DataParameter("sns", db.Set(sns)));
        return tags.ToLookup(t => t.Sn, t => t.Tag);
    }

    private async Task<List<DeviceRow>> ReadRowsAsync(Func<IQueryable<Joined>, IQueryable<Joined>> select, CancellationToken cancellation, string? tag = null)
    {
        var (rows, tags) = await database.ReadAsync(
            async (db, token) =>
            {
                IQueryable<StoredDevice> devices = db.GetTable<StoredDevice>();
                if (tag is not null) devices = devices.Where(d => db.GetTable<StoredDeviceTag>().Any(t => t.Tag == tag && t.Sn == d.Sn));
                var joined = devices.LeftJoin(db.GetTable<StoredPresence>(), (d, p) => d.Sn == p.Sn, (d, p) => new Joined { Device = d, Presence = p });
                var rows = await select(joined).ToListAsync(token);
                return (rows, await TagsAsync(db, rows.ConvertAll(r => r.Device.Sn), token));
            },
            cancellation);
        return rows.ConvertAll(row => new DeviceRow(ToDevice(row.Device, tags[row.Device.Sn]), row.Presence?.ToUpdate()));
    }

    private Device ToDevice(StoredDevice row, IEnumerable<string> tags) => new(
        row.Sn,
        StoredText.ToDeviceKind(row.Kind),
        Unprotect(row),
        row.Name,
        row.Site,
        row.Dialect,
        [.. tags],
        row.Enabled,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt))
    {
        AllowedAddresses = AllowedAddresses.Parse(row.AllowedAddresses),
        Transports = StoredText.ToDeviceTransports(row.Transports),
        FeedbackFromPull = row.FeedbackFromPull == true,
    };

    private Secret Unprotect(StoredDevice row)
    {
        try
        {
            return new Secret(Encoding.UTF8.GetString(_protector.Unprotect(row.KeyProtected)));
        }
        catch (CryptographicException)
        {
            return default;
        }
    }

    private sealed class Joined
    {
        public StoredDevice Device { get; set; } = new();

        public StoredPresence? Presence { get; set; }
    }
}
