using Gateway.Actors.Time;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Rosters;

/// <summary>Reads rosters with the persons in them. No name is given out in clear before its row in the audit is durable.</summary>
internal sealed class RosterReading(RosterLists lists, PersonStore persons, SiteStore sites, AuditStore audit, GatewayZone zone, TimeProvider time)
{
    private DateOnly Today => zone.Today(time.GetUtcNow());

    /// <summary>A page of a site's list, and the persons of it by reference. Null: there is no such site.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<(Page<RosterRow> Page, IReadOnlyDictionary<string, StoredPerson?> Persons)?> ListAsync(
        string site, string? state, string? query, int limit, string? cursor, CancellationToken cancellation)
    {
        if (await sites.GetAsync(site, cancellation) is null) return null;
        var page = await lists.ListAsync(site, state, query, Today, limit, cursor, cancellation);
        return (page, await persons.LoadWithoutPhotosAsync([.. page.Items.Select(static row => row.Entry?.PersonRef).OfType<string>().Distinct()], cancellation));
    }

    /// <summary>One person of a site. Null: he is neither in its roster nor on its terminals.</summary>
    /// <param name="reader">Who sees him in clear; null: he is masked.</param>
    public async Task<(RosterEntry? Entry, IReadOnlyList<RosterPlace> Places, StoredPerson? Person)?> GetAsync(
        string site, string userId, AuditCaller? reader, CancellationToken cancellation)
    {
        if (await lists.GetAsync(site, userId, Today, cancellation) is not { } found) return null;
        if (found.Entry is not { } entry) return (null, found.Devices, null);
        if (reader is not null) await audit.AddReadingAsync(RosterAudit.Read(reader, site, userId), cancellation);
        var person = (await persons.LoadWithoutPhotosAsync([entry.PersonRef], cancellation)).GetValueOrDefault(entry.PersonRef);
        return (entry, found.Devices, person);
    }

    /// <summary>A page of a terminal's list.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public Task<Page<RosterPlace>> ListDeviceAsync(string sn, string? state, int limit, string? cursor, CancellationToken cancellation) =>
        lists.ListDeviceAsync(sn, state, Today, limit, cursor, cancellation);
}
