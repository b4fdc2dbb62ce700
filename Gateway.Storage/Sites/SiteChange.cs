namespace Gateway.Storage.Sites;

/// <summary>The wish to create or change a site, whole: what a request left out stands here as it was.</summary>
/// <param name="Hours">JSON; null: nobody has said.</param>
public sealed record SiteChange(
    string Code,
    string? Name,
    string? Region,
    string? Contractor,
    SiteStatus Status,
    DateOnly? CompletedOn,
    DateOnly? SettledOn,
    string? Hours,
    int? RetentionDays,
    bool LegalHold,
    IReadOnlyList<string> Tags,
    SiteDrift Drift)
{
    /// <summary>A site of which nothing is said but its code.</summary>
    public static SiteChange New(string code) => new(code, null, null, null, SiteStatus.Active, null, null, null, null, false, [], SiteDrift.Repair);

    public static SiteChange Of(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return new(
            site.Code, site.Name, site.Region, site.Contractor, site.Status, site.CompletedOn, site.SettledOn, site.Hours, site.RetentionDays, site.LegalHold,
            site.Tags, site.Drift);
    }
}
