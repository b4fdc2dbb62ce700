using Gateway.Actors.Time;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Sites;

/// <summary>Sites as the platform sees them.</summary>
internal sealed class SiteReading(SiteStore store, GatewayZone zone, TimeProvider time)
{
    /// <summary>Null: there is none.</summary>
    public async Task<SiteResponse?> GetAsync(string code, CancellationToken cancellation) =>
        await store.GetRowAsync(code, Today(), cancellation) is { } row ? Body(row) : null;

    public async Task<Page<SiteResponse>> ListAsync(SiteFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        var page = await store.ListAsync(filter, Today(), limit, cursor, cancellation);
        return new Page<SiteResponse>([.. page.Items.Select(Body)], page.NextCursor);
    }

    public static string? Date(DateOnly? date) => date is { } day ? SiteText.Of(day) : null;

    public static IReadOnlyList<SiteHours> Hours(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, SiteJson.Strict.IReadOnlyListSiteHours)!;

    private SiteDay Today() => SiteDay.Of(zone, time.GetUtcNow());

    private static SiteResponse Body(SiteRow row)
    {
        var (site, (devices, roster, today, last, alarms)) = row;
        return new SiteResponse(
            site.Code, site.Name, site.Region, site.Contractor, SiteText.Of(site.Status), Date(site.CompletedOn), Date(site.SettledOn), Hours(site.Hours), site.RetentionDays,
            site.LegalHold, site.Tags, SiteText.Of(site.Drift), site.IsManaged, site.ManagedSince, site.Unexplained,
            new SiteDevicesResponse(devices.Total, devices.Online, devices.Offline, devices.Never, devices.Disabled),
            new SiteRosterResponse(roster.Persons, roster.Pairs, roster.Present, roster.Pending, roster.Failed, roster.Removing, roster.Foreign),
            today, last, alarms, site.CreatedAt, site.UpdatedAt);
    }
}
