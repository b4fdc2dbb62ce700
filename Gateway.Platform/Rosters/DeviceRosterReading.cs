using Gateway.Actors.Time;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Rosters;

/// <summary>A person of a terminal's list.</summary>
/// <param name="Name">In clear: to be masked by whoever shows it. Null: the site's roster does not have him.</param>
internal sealed record DeviceRosterRow(RosterPlace Place, string? Name)
{
    public override string ToString() => "***";
}

/// <summary>Reads a terminal's list, as of today, with names beside the ids.</summary>
internal sealed class DeviceRosterReading(RosterLists lists, DeviceRosterStore store, NameReader names, GatewayZone zone, TimeProvider time)
{
    private DateOnly Today => zone.Today(time.GetUtcNow());

    /// <inheritdoc cref="DeviceRosterStore.CountAsync"/>
    public Task<IReadOnlyDictionary<string, int>> CountAsync(string sn, CancellationToken cancellation) => store.CountAsync(sn, Today, cancellation);

    /// <inheritdoc cref="RosterLists.ListDeviceAsync"/>
    /// <param name="site">Where the terminal stands; null: nowhere.</param>
    public async Task<Page<DeviceRosterRow>> ListAsync(string sn, string? site, string? state, int limit, string? cursor, CancellationToken cancellation)
    {
        var page = await lists.ListDeviceAsync(sn, state, Today, limit, cursor, cancellation);
        var known = site is null ? null : await names.PersonsAsync([.. page.Items.Select(place => (site, place.UserId))], cancellation);
        return new Page<DeviceRosterRow>([.. page.Items.Select(place => new DeviceRosterRow(place, known?.GetValueOrDefault((site!, place.UserId))))], page.NextCursor);
    }
}
