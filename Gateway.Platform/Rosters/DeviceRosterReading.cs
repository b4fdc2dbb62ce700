using Gateway.Actors.Time;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Rosters;

/// <summary>A person of a terminal's list.</summary>
/// <param name="Name">In clear: to be masked by whoever shows it. Null: no roster has him.</param>
internal sealed record DeviceRosterRow(RosterPlace Place, string? Name)
{
    public override string ToString() => "***";
}

/// <summary>Reads what a terminal's list looks like, with names beside the ids.</summary>
internal sealed class DeviceRosterReading(RosterLists lists, DeviceRosterStore store, PersonStore persons, GatewayZone zone, TimeProvider time)
{
    private DateOnly Today => zone.Today(time.GetUtcNow());

    /// <inheritdoc cref="DeviceRosterStore.CountAsync"/>
    public Task<IReadOnlyDictionary<string, int>> CountAsync(string sn, CancellationToken cancellation) => store.CountAsync(sn, Today, cancellation);

    /// <inheritdoc cref="RosterLists.ListDeviceAsync"/>
    public async Task<Page<DeviceRosterRow>> ListAsync(string sn, string? state, int limit, string? cursor, CancellationToken cancellation)
    {
        var page = await lists.ListDeviceAsync(sn, state, Today, limit, cursor, cancellation);
        var refs = await store.PersonsAsync(sn, [.. page.Items.Select(static place => place.UserId)], cancellation);
        var known = await persons.LoadWithoutPhotosAsync([.. refs.Values.Distinct()], cancellation);
        return new Page<DeviceRosterRow>(
            [.. page.Items.Select(place => new DeviceRosterRow(place, refs.TryGetValue(place.UserId, out var person) ? known.GetValueOrDefault(person)?.Name : null))],
            page.NextCursor);
    }
}
