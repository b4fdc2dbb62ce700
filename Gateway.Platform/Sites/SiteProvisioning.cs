using Gateway.Actors.Time;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Sites;

namespace Gateway.Platform.Sites;

/// <summary>Makes, changes and deletes sites; nothing of it is without its row in the audit.</summary>
internal sealed class SiteProvisioning(SiteStore store, AuditStore audit, GatewayZone zone, TimeProvider time, ILogger<SiteProvisioning> log)
{
    /// <returns>The site and whether it was made; null: something is wrong, and nothing was stored.</returns>
    public async Task<(Site Site, bool Created)?> PutAsync(string code, PutSiteRequest request, AuditCaller caller, FieldErrors errors, CancellationToken cancellation)
    {
        var before = await store.GetAsync(code, cancellation);
        if (before is null && !SiteRules.CheckCode(code, errors)) return null;
        if (Change(before) is not { } change) return null;
        await audit.AddAsync(
            new AuditNote(caller, AuditActions.SitePut, Path(code), [code], before is null ? null : Text(SiteChange.Of(before)), Text(change)), cancellation);

        // By what it is when its row is locked: another change may have come in between. A client that goes must not leave the outcome open.
        if (await store.PutAsync(code, Change, CancellationToken.None) is not { } put) return null;
        if (put.Created) SiteLog.SiteCreated(log, code);
        else SiteLog.SiteUpdated(log, code);
        return put;

        SiteChange? Change(Site? site)
        {
            errors.Clear();
            return SiteRules.Apply(site is null ? null : SiteChange.Of(site), code, request, zone.Today(time.GetUtcNow()), errors);
        }
    }

    public async Task<SiteDeletion> DeleteAsync(string code, AuditCaller caller, CancellationToken cancellation)
    {
        if (await store.GetAsync(code, cancellation) is not { } before) return SiteDeletion.Unknown;
        await audit.AddAsync(new AuditNote(caller, AuditActions.SiteDelete, Path(code), [code], Text(SiteChange.Of(before))), cancellation);
        var deletion = await store.DeleteAsync(code, CancellationToken.None);
        if (deletion == SiteDeletion.Deleted) SiteLog.SiteDeleted(log, code);
        return deletion;
    }

    private static string Path(string code) => "sites/" + code;

    private static string Text(SiteChange site) => JsonSerializer.Serialize(
        new SiteContent(
            site.Name, site.Region, site.Contractor, SiteText.Of(site.Status), SiteReading.Date(site.CompletedOn), SiteReading.Date(site.SettledOn),
            SiteReading.Hours(site.Hours), site.RetentionDays, site.LegalHold, site.Tags, SiteText.Of(site.Drift)),
        SiteJson.Strict.SiteContent);
}
