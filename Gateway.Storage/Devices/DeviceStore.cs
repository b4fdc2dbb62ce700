using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Time;
using Gateway.Storage.Habits;
using Gateway.Storage.Presence;
using Gateway.Storage.Protection;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Devices;

/// <summary>The table <c>devices</c>.</summary>
public sealed class DeviceStore(Database database, IDataProtectionProvider protection, TimeProvider time, GatewayZone? zone = null) : IDeviceStore
{
    internal const string Purpose = KeyRingCanary.DeviceKeys;

    private const char List = 'd';

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);
    private readonly GatewayZone _zone = zone ?? GatewayZone.Standard;
    private readonly FormerKeys _keys = new(protection.CreateProtector(Purpose));

    public async Task<IReadOnlyList<Device>> FindManyAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation)
    {
        var found = await GetManyAsync(sns, cancellation);
        if (found.Count == sns.Count) return found;
        var others = sns.Except(found.Select(static device => device.Sn), StringComparer.Ordinal).ToList();
        return [.. found, .. await database.ReadAsync((db, token) => DecommissionedSns.ReadAsync(db, others, time.GetUtcNow(), token), cancellation)];
    }

    /// <summary>The devices among them that exist, in any order, with their former keys, which the lists leave out.</summary>
    /// <remarks>A device whose key cannot be decrypted has none here: it cannot be served until it is given one, and holds up no other.</remarks>
    public async Task<IReadOnlyList<Device>> GetManyAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation)
    {
        if (sns.Count == 0) return [];
        return await database.ReadAsync(
            async (db, token) =>
            {
                var devices = await db.QueryToListAsync<StoredDevice>(
                    $"SELECT * FROM devices WHERE {db.In("sn", "sns")}", token, new DataParameter("sns", db.Set(sns)));
                var former = await FormerKeys.ReadAsync(db, sns, time.GetUtcNow(), token);
                return (await CompleteAsync(db, devices, token)).ConvertAll(device => device with { FormerKeys = _keys.Reveal(former[device.Sn]) });
            },
            cancellation);
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
        return await database.WriteAsync((db, token) => Writer().WriteAsync(db, changes, tryOnly: false, token), cancellation);
    }

    /// <summary>What <see cref="PutAsync"/> would do.</summary>
    public Task<IReadOnlyList<PutResult>> TryAsync(IReadOnlyList<DeviceChange> changes, CancellationToken cancellation) => database.ReadAsync(
        (db, token) => Writer().WriteAsync(db, changes, tryOnly: true, token), cancellation);

    /// <summary>Persons of a roster that the terminal would lose by a move to this site (<see cref="PutResult.RemovalsUnconfirmed"/>).</summary>
    /// <param name="tags">The terminal's from then on; null: those that it has.</param>
    public Task<int> CountRemovalsAsync(string sn, string site, IReadOnlyCollection<string>? tags, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            tags ??= await DeviceWriter.TagsAsync(db, sn, token);
            return (await RosterHands.CountRemovalsAsync(db, sn, site, tags, SiteText.Of(_zone.Today(time.GetUtcNow())), token)).Removed;
        },
        cancellation);

    private DeviceWriter Writer() => new(_protector, time.GetUtcNow(), _zone.Today(time.GetUtcNow()));

    /// <summary>Removes the device and its presence; its records stay, and its SN is refused for a while (D39). False when there was none.</summary>
    public Task<bool> DeleteAsync(string sn, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            await DecommissionedSns.AddAsync(db, sn, time.GetUtcNow(), token);
            var isGone = await db.GetTable<StoredDevice>().Where(d => d.Sn == sn).DeleteAsync(token) > 0; // Tags and presence go with it (foreign keys).
            await RosterWork.ForgetDeviceAsync(db, sn, token); // Behind the device, as whoever writes one locks them.
            return isGone;
        },
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

    /// <summary>How many there are; <paramref name="most"/> + 1 for any more.</summary>
    public Task<int> CountAsync(DeviceFilter filter, int most, CancellationToken cancellation) =>
        database.ReadAsync((db, token) => Filter(Joined.Of(db, filter.Tag), filter, after: null).Take(most + 1).CountAsync(token), cancellation);

    /// <summary>Those of the SNs whose device is at the site now.</summary>
    public async Task<IReadOnlySet<string>> AtSiteAsync(string site, IReadOnlyCollection<string> sns, CancellationToken cancellation) => (await database.ReadAsync(
        async (db, token) => await (await db.CommandAsync($"SELECT sn FROM devices WHERE {db.In("sn", "sns")} AND site = @site", token))
            .With("sns", db.Set(sns)).With("site", site).ToListAsync(static row => row.GetString(0), token),
        cancellation)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Devices that match any of: in <paramref name="sns"/>, of one of the sites, with one of the tags, or all. For commands to many targets; ordered by SN.</summary>
    public Task<List<(string Sn, DeviceKind Kind)>> ResolveAsync(
        IReadOnlyCollection<string> sns, IReadOnlyCollection<string> sites, IReadOnlyCollection<string> tags, bool all, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var any = $"{db.In("sn", "sns")} OR {db.In("site", "sites")} OR sn IN (SELECT sn FROM device_tags WHERE {db.In("tag", "tags")})";
            var command = await db.CommandAsync($"SELECT sn, kind FROM devices WHERE {(all ? "1 = 1" : any)} ORDER BY sn", token);
            if (!all) command.With("sns", db.Set(sns)).With("sites", db.Set(sites)).With("tags", db.Set(tags));
            return await command.ToListAsync(static row => (row.GetString(0), StoredText.ToDeviceKind(row.GetString(1))), token);
        },
        cancellation);

    private static IQueryable<Joined> Filter(IQueryable<Joined> devices, DeviceFilter filter, string? after)
    {
        if (after is not null) devices = devices.Where(d => string.Compare(d.Device.Sn, after) > 0);
        if (filter.Site is { } site) devices = devices.Where(d => d.Device.Site == site);
        if (filter.Kind is { } kind)
        {
            var text = StoredText.Of(kind);
            devices = devices.Where(d => d.Device.Kind == text);
        }

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
        return await database.ReadAsync(
            async (db, token) =>
            {
                var rows = await select(Joined.Of(db, tag)).ToListAsync(token);
                var complete = await CompleteAsync(db, rows.ConvertAll(r => r.Device), token);
                return rows.Zip(complete, (row, device) => new DeviceRow(device, row.Presence?.ToUpdate())).ToList();
            },
            cancellation);
    }

    /// <summary>With what stands in other tables.</summary>
    private async Task<List<Device>> CompleteAsync(DataConnection db, List<StoredDevice> rows, CancellationToken cancellation)
    {
        var sns = rows.ConvertAll(row => row.Sn);
        var tags = await TagsAsync(db, sns, cancellation);
        var habits = await HabitStore.ReadManyAsync(db, sns, cancellation);
        return rows.ConvertAll(row => ToDevice(row, tags[row.Sn], habits.GetValueOrDefault(row.Sn, DeviceHabits.None)));
    }

    private Device ToDevice(StoredDevice row, IEnumerable<string> tags, DeviceHabits habits) => new(
        row.Sn,
        StoredText.ToDeviceKind(row.Kind),
        _keys.Read(row.KeyProtected) ?? default,
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
        Model = new DeviceModel(row.Vendor, row.Model, row.Firmware),
        CertifyingSince = row.CertifyingSince is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null,
        UploadKey = UploadKeyNames.Parse(row.UploadKey),
        ReplacedBy = row.ReplacedBy,
        ReplacedAt = row.ReplacedAt is { } replaced ? DateTimeOffset.FromUnixTimeMilliseconds(replaced) : null,
        UploadsOnly = row is { Enabled: false, ReplacedAt: { } at } && time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(at) < Device.ReplacedServedFor,
        Habits = habits,
    };

    private sealed class Joined
    {
        public StoredDevice Device { get; set; } = new();

        public StoredPresence? Presence { get; set; }

        public static IQueryable<Joined> Of(DataConnection db, string? tag)
        {
            IQueryable<StoredDevice> devices = db.GetTable<StoredDevice>();
            if (tag is not null) devices = devices.Where(d => db.GetTable<StoredDeviceTag>().Any(t => t.Tag == tag && t.Sn == d.Sn));
            return devices.LeftJoin(db.GetTable<StoredPresence>(), (d, p) => d.Sn == p.Sn, (d, p) => new Joined { Device = d, Presence = p });
        }
    }
}
