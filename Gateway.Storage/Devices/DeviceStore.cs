using Gateway.Actors.Devices;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Devices;

/// <summary>The wish to create or change a device. Null keeps what is there (the key too); an empty text clears.</summary>
public sealed record DeviceChange(
    string Sn,
    string? Key,
    DeviceKind? Kind,
    string? Name,
    string? Site,
    string? Dialect,
    IReadOnlyList<string>? Tags,
    bool? Enabled);

/// <summary>What became of a <see cref="DeviceChange"/>.</summary>
public enum PutResult
{
    Created,
    Updated,

    /// <summary>The device is new and the change has no key (or no kind): nothing was stored.</summary>
    Incomplete,
}

/// <summary>Filters of the device list; null = any.</summary>
/// <param name="Status"><c>online</c>, <c>offline</c>, <c>never</c> or <c>disabled</c>.</param>
/// <param name="Query">Part of SN or name, letter case ignored.</param>
public sealed record DeviceFilter(string? Status, string? Site, string? Tag, string? Query);

/// <summary>A stored device with its presence as of a second ago (<paramref name="Presence"/> null = never seen).</summary>
public sealed record DeviceRow(Device Device, Gateway.Actors.Presence.PresenceUpdate? Presence)
{
    /// <summary><c>disabled</c>, <c>never</c>, <c>online</c> or <c>offline</c>.</summary>
    public string Status => !Device.Enabled ? "disabled" : Presence is null ? "never" : Presence.Online ? "online" : "offline";
}

/// <summary>The table <c>devices</c>.</summary>
public sealed class DeviceStore(Database database, IDataProtectionProvider protection, TimeProvider time) : IDeviceStore
{
    public Task<IReadOnlyList<Device>> GetManyAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<DeviceRow?> GetAsync(string sn, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Creates or changes many in one transaction (one for PUT, hundreds for an import); one result per change, in order.</summary>
    public Task<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<DeviceChange> changes, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Removes the device and its presence; its records stay. False when there was none.</summary>
    public Task<bool> DeleteAsync(string sn, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Ordered by SN (ordinal).</summary>
    public Task<Page<DeviceRow>> ListAsync(DeviceFilter filter, int limit, string? cursor, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>SNs that match any of: in <paramref name="sns"/>, of the site, with the tag, or all. For commands to many targets; ordered by SN.</summary>
    public Task<IReadOnlyList<string>> ResolveAsync(IReadOnlyCollection<string>? sns, string? site, string? tag, bool all, CancellationToken cancellation) => throw new NotImplementedException();
}
